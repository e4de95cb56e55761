package io.github.mcpoauth.resource;

import java.util.Collection;
import java.util.Objects;
import java.util.stream.Collectors;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;

import io.github.mcpoauth.jose.TokenDefect;
import io.github.mcpoauth.jose.TokenError;

/**
 * Verifies JWTs. The scopes are taken from the {@code scope} or {@code scp} claim. What
 * the platform's provider does, with one exception for a refused token instead of two.
 */
public final class JwtAccessTokenVerifier implements AccessTokenVerifier {

	private static final BearerTokenError NOT_VERIFIED = BearerTokenErrors
		.invalidToken("The token is malformed, or not signed with a key of the issuer");

	private static final BearerTokenError MALFORMED_CLAIMS = BearerTokenErrors
		.invalidToken("The token has malformed claims");

	private final JwtDecoder decoder;

	private final JwtAuthenticationConverter converter = new JwtAuthenticationConverter();

	/**
	 * Makes a verifier.
	 * @param decoder throws {@code BadJwtException} where the token is to blame, and
	 * another {@code JwtException} where the keys can't be had
	 */
	public JwtAccessTokenVerifier(JwtDecoder decoder) {
		this.decoder = decoder;
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		try {
			AbstractAuthenticationToken caller = this.converter.convert(this.decoder.decode(token.getToken()));
			caller.setDetails(token.getDetails());
			return caller;
		}
		catch (BadJwtException ex) {
			throw refused(ex, token.getToken());
		}
		catch (JwtException ex) {
			throw new AuthenticationServiceException(String.valueOf(ex.getMessage()), ex);
		}
		catch (IllegalArgumentException | ClassCastException ex) {
			// Claims of unexpected types, which the platform's converters trip over
			throw new RefusedTokenException(TokenDefect.MALFORMED, MALFORMED_CLAIMS, ex);
		}
	}

	private static RefusedTokenException refused(BadJwtException exception, String token) {
		if (exception instanceof JwtValidationException validation) {
			Collection<OAuth2Error> errors = validation.getErrors();
			TokenDefect first = errors.isEmpty() ? TokenDefect.OTHER : TokenError.defectOf(errors.iterator().next());
			return new RefusedTokenException(first,
					BearerTokenErrors.invalidToken(errors.stream()
						.map(OAuth2Error::getDescription)
						.filter(Objects::nonNull)
						.collect(Collectors.joining("; "))),
					exception);
		}
		return new RefusedTokenException(JwtForm.matches(token) ? TokenDefect.SIGNATURE : TokenDefect.MALFORMED,
				NOT_VERIFIED, exception);
	}

}
