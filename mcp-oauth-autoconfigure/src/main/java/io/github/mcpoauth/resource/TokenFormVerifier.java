package io.github.mcpoauth.resource;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Verifies JWTs in one way and all other tokens in another. Thread-safe.
 */
public final class TokenFormVerifier implements AccessTokenVerifier {

	private final AccessTokenVerifier jwts;

	private final AccessTokenVerifier others;

	/**
	 * Makes a verifier of two.
	 * @param jwts verifies signed JWTs
	 * @param others verifies what looks like none
	 */
	public TokenFormVerifier(AccessTokenVerifier jwts, AccessTokenVerifier others) {
		this.jwts = jwts;
		this.others = others;
	}

	@Override
	public Authentication verify(BearerTokenAuthenticationToken token) {
		// A token that only looks like a JWT is refused by its signature: nobody can make
		// this server ask about it
		return (JwtForm.matches(token.getToken()) ? this.jwts : this.others).verify(token);
	}

}
