package io.github.mcpoauth.jose;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that values are sealed with: the first one seals, all of them open. A secret
 * is rotated by putting the new one in front and keeping the old one until what it sealed
 * has expired. Immutable and thread-safe; {@code toString} shows no key.
 */
public final class KeyRing {

	private static final byte[] SALT = "mcp-oauth sealing keys v1".getBytes(StandardCharsets.US_ASCII);

	private final List<Key> keys;

	private KeyRing(List<Key> keys) {
		this.keys = List.copyOf(keys);
	}

	/**
	 * Derives the keys.
	 * @param current the secret to seal with
	 * @param previous secrets that were in use before
	 * @return the key ring
	 */
	public static KeyRing of(String current, List<String> previous) {
		List<Key> keys = new ArrayList<>();
		keys.add(Key.from(current.getBytes(StandardCharsets.UTF_8)));
		previous.forEach((secret) -> keys.add(Key.from(secret.getBytes(StandardCharsets.UTF_8))));
		return new KeyRing(keys);
	}

	/**
	 * Makes a key that is forgotten when the process ends.
	 * @return the key ring
	 */
	public static KeyRing random() {
		byte[] secret = new byte[32];
		new SecureRandom().nextBytes(secret);
		return new KeyRing(List.of(Key.from(secret)));
	}

	Key current() {
		return this.keys.get(0);
	}

	List<Key> all() {
		return this.keys;
	}

	List<Key> withId(byte id) {
		return this.keys.stream().filter((key) -> key.id() == id).toList();
	}

	/**
	 * A derived key and the byte that finds it. Two keys may share the byte: opening
	 * tries each of them.
	 *
	 * @param id says nothing about the key, being derived separately
	 * @param encryption the AES-256 key
	 * @param authentication the HMAC-SHA256 key
	 */
	record Key(byte id, SecretKey encryption, SecretKey authentication) {

		static Key from(byte[] secret) {
			byte id = Hkdf.derive(secret, SALT, "id", 1)[0];
			return new Key(id, new SecretKeySpec(Hkdf.derive(secret, SALT, "aes-256-gcm", 32), "AES"),
					new SecretKeySpec(Hkdf.derive(secret, SALT, "hmac-sha256", 32), "HmacSHA256"));
		}

		@Override
		public String toString() {
			return "Key[id=" + this.id + "]";
		}

	}

}
