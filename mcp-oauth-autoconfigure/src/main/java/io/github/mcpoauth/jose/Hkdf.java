package io.github.mcpoauth.jose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with HMAC-SHA256, since the JDK has it only from version 25 on.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc5869">RFC 5869</a>
 */
final class Hkdf {

	private static final String HMAC = "HmacSHA256";

	private static final int BLOCK = 32;

	private Hkdf() {
	}

	/**
	 * Derives key material.
	 * @param secret the input keying material
	 * @param salt a constant of the application
	 * @param info what the key is for; another purpose gives an unrelated key
	 * @param length how many bytes, at most 255 blocks of 32
	 * @return the derived bytes
	 */
	static byte[] derive(byte[] secret, byte[] salt, String info, int length) {
		byte[] pseudorandomKey = hmac((salt.length > 0) ? salt : new byte[BLOCK], secret);
		byte[] output = new byte[0];
		byte[] block = new byte[0];
		for (int counter = 1; output.length < length; counter++) {
			block = hmac(pseudorandomKey, concat(block, info.getBytes(StandardCharsets.ISO_8859_1), (byte) counter));
			output = concat(output, block);
		}
		return Arrays.copyOf(output, length);
	}

	private static byte[] hmac(byte[] key, byte[] input) {
		try {
			Mac mac = Mac.getInstance(HMAC);
			mac.init(new SecretKeySpec(key, HMAC));
			return mac.doFinal(input);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java platform has HmacSHA256", ex);
		}
	}

	private static byte[] concat(byte[] first, byte[] second, byte... third) {
		byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
		System.arraycopy(second, 0, all, first.length, second.length);
		System.arraycopy(third, 0, all, first.length + second.length, third.length);
		return all;
	}

}
