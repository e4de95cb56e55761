package io.github.mcpoauth.jose;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Hashes that nobody can make who does not have the key: HMAC-SHA256, cut to 128 bits.
 * Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc2104#section-5">RFC 2104 section
 * 5</a>
 */
public final class KeyedHash {

	private static final int LENGTH = 16;

	private final KeyRing keyRing;

	public KeyedHash(KeyRing keyRing) {
		this.keyRing = keyRing;
	}

	/**
	 * Hashes values.
	 * @param parts the values; other parts give another hash, also if they are the same
	 * when put together
	 * @return 22 letters, digits, {@code -} and {@code _}
	 */
	public String of(String... parts) {
		return CanonicalBase64.encode(hash(this.keyRing.current(), parts));
	}

	/**
	 * Hashes values under each of the keys.
	 * @param parts the values
	 * @return what {@link #of} returns now and returned while other keys were current
	 */
	public List<String> allOf(String... parts) {
		return this.keyRing.all().stream().map((key) -> CanonicalBase64.encode(hash(key, parts))).toList();
	}

	/**
	 * Tells whether a hash is one of these values, under any of the keys.
	 * @param hash what a stranger says is the hash
	 * @param parts the values
	 * @return whether it is
	 */
	public boolean matches(String hash, String... parts) {
		byte[] given = CanonicalBase64.decode(hash);
		return given != null
				&& this.keyRing.all().stream().anyMatch((key) -> MessageDigest.isEqual(given, hash(key, parts)));
	}

	private static byte[] hash(KeyRing.Key key, String... parts) {
		try {
			SecretKey secret = key.authentication();
			Mac mac = Mac.getInstance(secret.getAlgorithm());
			mac.init(secret);
			for (String part : List.of(parts)) {
				byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
				mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
				mac.update(bytes);
			}
			return Arrays.copyOf(mac.doFinal(), LENGTH);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java platform has HmacSHA256", ex);
		}
	}

}
