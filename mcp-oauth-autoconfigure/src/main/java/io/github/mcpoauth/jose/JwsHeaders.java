package io.github.mcpoauth.jose;

import java.text.ParseException;
import java.util.Map;

import com.nimbusds.jose.Header;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.jspecify.annotations.Nullable;

/**
 * Headers of signed tokens, before anything of them is verified.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7515#section-7.1">RFC 7515
 * section 7.1</a>
 */
public final class JwsHeaders {

	private JwsHeaders() {
	}

	/**
	 * Reads the header of a token.
	 * @param token the token: anything, of a stranger
	 * @return the header in front of its first dot, or {@code null} if that is no header
	 * of a signature
	 */
	public static @Nullable JWSHeader of(String token) {
		int end = token.indexOf('.');
		if (end < 0) {
			return null;
		}
		try {
			Map<String, Object> header = JSONObjectUtils.parse(new Base64URL(token.substring(0, end)).decodeToString(),
					Header.MAX_HEADER_STRING_LENGTH);
			// The text "null" is no object and no error either
			return (header != null) ? JWSHeader.parse(header, null) : null;
		}
		catch (ParseException | IllegalArgumentException ex) {
			return null;
		}
	}

}
