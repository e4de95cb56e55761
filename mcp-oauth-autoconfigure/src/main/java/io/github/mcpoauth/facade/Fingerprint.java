package io.github.mcpoauth.facade;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import io.github.mcpoauth.core.Sha256;

/**
 * Random values and what proves to know one: its SHA-256 hash in base64url, which is also
 * the S256 challenge of a code verifier.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7636#section-4.2">RFC 7636
 * section 4.2</a>
 */
final class Fingerprint {

	private static final SecureRandom RANDOM = new SecureRandom();

	private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

	private Fingerprint() {
	}

	static String random(int bytes) {
		byte[] value = new byte[bytes];
		RANDOM.nextBytes(value);
		return BASE64URL.encodeToString(value);
	}

	static String of(String value) {
		return BASE64URL.encodeToString(Sha256.of(value));
	}

	static boolean matches(String fingerprint, String value) {
		return MessageDigest.isEqual(fingerprint.getBytes(StandardCharsets.US_ASCII),
				of(value).getBytes(StandardCharsets.US_ASCII));
	}

}
