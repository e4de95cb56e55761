package io.github.mcpoauth.jose;

import java.text.ParseException;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

/**
 * What a signed token says before anything of it is verified: enough to look for who can
 * verify it, and for nothing else.
 */
public final class UnverifiedClaims {

	private UnverifiedClaims() {
	}

	/**
	 * Reads the claims of a token.
	 * @param token the token: anything, of a stranger
	 * @return the claims, or {@code null} if that is no signed JWT
	 */
	public static @Nullable JWTClaimsSet of(String token) {
		// The parser does not get along with a header that is the text "null"
		if (JwsHeaders.of(token) == null) {
			return null;
		}
		try {
			return SignedJWT.parse(token).getJWTClaimsSet();
		}
		catch (ParseException ex) {
			return null;
		}
	}

}
