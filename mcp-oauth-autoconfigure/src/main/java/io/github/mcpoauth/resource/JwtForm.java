package io.github.mcpoauth.resource;

import com.nimbusds.jwt.JWTClaimsSet;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.jose.JwsHeaders;
import io.github.mcpoauth.jose.UnverifiedClaims;

/**
 * How a signed JWT looks, before anything of it is verified.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7515#section-7.1">RFC 7515
 * section 7.1</a>
 */
final class JwtForm {

	private JwtForm() {
	}

	/**
	 * Whether a token has the three parts and the header of a signed JWT.
	 */
	static boolean matches(String token) {
		int second = token.indexOf('.', token.indexOf('.') + 1);
		boolean threeParts = second >= 0 && token.indexOf('.', second + 1) < 0;
		return threeParts && JwsHeaders.of(token) != null;
	}

	/**
	 * The issuer that a token names, which may be a lie.
	 * @return the issuer, or {@code null} if the token is no JWT or names none
	 */
	static @Nullable String issuer(String token) {
		JWTClaimsSet claims = UnverifiedClaims.of(token);
		return (claims != null) ? claims.getIssuer() : null;
	}

}
