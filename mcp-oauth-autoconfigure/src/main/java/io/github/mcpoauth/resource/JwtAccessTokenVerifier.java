package io.github.mcpoauth.resource;

import java.util.Objects;
import java.util.stream.Collectors;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/**
 * Verifies JWTs. The scopes are taken from the {@code scope} or {@code scp} claim.
 */
public final class JwtAccessTokenVerifier implements AccessTokenVerifier {

	private final JwtAuthenticationProvider provider;

	/**
	 * Makes a verifier.
	 * @param decoder throws {@code BadJwtException} where the token is to blame, and
	 * another {@code JwtException} where the keys can't be had
	 */
	public JwtAccessTokenVerifier(JwtDecoder decoder) {
		this.provider = new JwtAuthenticationProvider(decoder);
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		try {
			return this.provider.authenticate(token);
		}
		catch (InvalidBearerTokenException ex) {
			throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken(reason(ex)), ex);
		}
		catch (IllegalArgumentException | ClassCastException ex) {
			// Claims of unexpected types, which the platform's converters trip over
			throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("The token has malformed claims"),
					ex);
		}
	}

	private static String reason(InvalidBearerTokenException exception) {
		return (exception.getCause() instanceof JwtValidationException validation)
				? validation.getErrors()
					.stream()
					.map(OAuth2Error::getDescription)
					.filter(Objects::nonNull)
					.collect(Collectors.joining("; "))
				: "The token is malformed, or not signed with a key of the issuer";
	}

}
