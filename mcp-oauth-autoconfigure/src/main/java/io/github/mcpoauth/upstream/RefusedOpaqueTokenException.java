package io.github.mcpoauth.upstream;

import java.io.Serial;

import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;

import io.github.mcpoauth.jose.TokenDefect;

/**
 * A token that is no JWT is refused, and for what. Any other
 * {@code BadOpaqueTokenException} means that the issuer does not stand by the token.
 */
public final class RefusedOpaqueTokenException extends BadOpaqueTokenException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final TokenDefect defect;

	/**
	 * Makes the exception.
	 * @param defect what is wrong
	 * @param message the same for people; holds no secret
	 */
	public RefusedOpaqueTokenException(TokenDefect defect, String message) {
		super(message);
		this.defect = defect;
	}

	/**
	 * What is wrong with a token.
	 * @param refusal why it was refused
	 * @return the same in a word
	 */
	public static TokenDefect defectOf(BadOpaqueTokenException refusal) {
		return (refusal instanceof RefusedOpaqueTokenException refused) ? refused.defect : TokenDefect.REVOKED;
	}

}
