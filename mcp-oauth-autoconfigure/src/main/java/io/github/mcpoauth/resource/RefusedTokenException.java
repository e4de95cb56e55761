package io.github.mcpoauth.resource;

import java.io.Serial;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;

import io.github.mcpoauth.jose.TokenDefect;

/**
 * A token that is refused for what it is. Without a stack trace: it is no fault of this
 * program, where it was found out says nothing, and whoever wants to keep a server busy
 * would have one made with each request.
 */
public final class RefusedTokenException extends OAuth2AuthenticationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final TokenDefect defect;

	RefusedTokenException(TokenDefect defect, BearerTokenError error, Throwable cause) {
		super(error, cause);
		this.defect = defect;
	}

	/**
	 * Makes the exception.
	 * @param defect what is wrong with the token
	 * @param description the same for people; holds no secret
	 */
	public RefusedTokenException(TokenDefect defect, String description) {
		super(BearerTokenErrors.invalidToken(description));
		this.defect = defect;
	}

	/**
	 * What was wrong with a token.
	 */
	static TokenDefect defectOf(AuthenticationException refusal) {
		return (refusal instanceof RefusedTokenException refused) ? refused.defect : TokenDefect.OTHER;
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
