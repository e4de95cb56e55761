package io.github.mcpoauth.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * SHA-256 of texts.
 */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * Hashes a text, for a key of a map or a header.
	 * @param text the text, hashed as UTF-8
	 * @return the hash in base64
	 */
	public static String base64(String text) {
		return Base64.getEncoder().encodeToString(of(text));
	}

	/**
	 * Hashes a text.
	 * @param text the text, hashed as UTF-8
	 * @return the 32 bytes
	 */
	public static byte[] of(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
