package io.github.mcpoauth.resource;

import java.text.ParseException;
import java.util.Map;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

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
		int first = token.indexOf('.');
		int second = token.indexOf('.', first + 1);
		if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
			return false;
		}
		try {
			Map<String, Object> header = JSONObjectUtils
				.parse(new Base64URL(token.substring(0, first)).decodeToString(), Header.MAX_HEADER_STRING_LENGTH);
			if (header == null) {
				// The text "null", which is no object and no error either
				return false;
			}
			JWSHeader.parse(header, null);
			return true;
		}
		catch (ParseException ex) {
			return false;
		}
	}

	/**
	 * The issuer that a token names, which may be a lie.
	 * @return the issuer, or {@code null} if the token is no JWT or names none
	 */
	static @Nullable String issuer(String token) {
		if (!matches(token)) {
			return null;
		}
		try {
			return SignedJWT.parse(token).getJWTClaimsSet().getIssuer();
		}
		catch (ParseException ex) {
			return null;
		}
	}

}
