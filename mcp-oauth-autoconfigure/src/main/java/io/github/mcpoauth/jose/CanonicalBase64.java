package io.github.mcpoauth.jose;

import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Base64url without padding, in the one spelling that some bytes have. Decoders take
 * others as well, by which one value could be written in many ways.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc4648#section-3.5">RFC 4648
 * section 3.5</a>
 */
final class CanonicalBase64 {

	private CanonicalBase64() {
	}

	static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/**
	 * Reads a text.
	 * @param text anything, of a stranger
	 * @return the bytes, or {@code null} if they are written otherwise, or the text is no
	 * base64url
	 */
	static byte @Nullable [] decode(String text) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			return encode(bytes).equals(text) ? bytes : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
