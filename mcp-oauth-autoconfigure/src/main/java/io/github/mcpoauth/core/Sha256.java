package io.github.mcpoauth.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;

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
	 * Tells whether a text has one of several hashes. All are compared, and each in
	 * constant time, so that the time tells nothing about which is close.
	 * @param hashes hashes as {@link #base64} makes them
	 * @param text what somebody says is the text
	 * @return whether it is
	 */
	public static boolean matches(Collection<String> hashes, String text) {
		String given = base64(text);
		boolean matches = false;
		for (String hash : hashes) {
			matches |= isEqual(hash, given);
		}
		return matches;
	}

	/**
	 * Tells whether two hashes are the same, in constant time.
	 * @param hash a hash as {@link #base64} makes it
	 * @param other another one
	 * @return whether they are
	 */
	public static boolean isEqual(String hash, String other) {
		return MessageDigest.isEqual(hash.getBytes(StandardCharsets.US_ASCII),
				other.getBytes(StandardCharsets.US_ASCII));
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
