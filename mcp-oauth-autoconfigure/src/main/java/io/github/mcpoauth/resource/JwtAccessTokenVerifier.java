package io.github.mcpoauth.resource;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
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
		catch (IllegalArgumentException | ClassCastException ex) {
			// Claims of unexpected types, which the platform's converters trip over
			throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("The token has malformed claims"),
					ex);
		}
	}

}
