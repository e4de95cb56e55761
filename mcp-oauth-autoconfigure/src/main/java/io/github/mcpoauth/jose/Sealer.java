package io.github.mcpoauth.jose;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

import org.jspecify.annotations.Nullable;

/**
 * Seals values that travel through other hands: nobody else can read, change or make one.
 * AES-256-GCM with a random nonce; version, key id and purpose are authenticated with the
 * value, the expiry is inside. Thread-safe.
 * <p>
 * Layout, in base64url without padding: version (1 byte), key id (1), nonce (12),
 * ciphertext of expiry (1 zero byte for never, else a one and 4 bytes of seconds since
 * 1970, unsigned) and value, tag (16). Sealed values live for months at clients, so
 * another layout gets another version and this one stays readable.
 */
public final class Sealer {

	private static final byte VERSION = 1;

	private static final int NONCE_LENGTH = 12;

	private static final int TAG_BITS = 128;

	private static final int OVERHEAD = 2 + NONCE_LENGTH + 1 + TAG_BITS / 8;

	private final KeyRing keyRing;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	public Sealer(KeyRing keyRing, Clock clock) {
		this.keyRing = keyRing;
		this.clock = clock;
	}

	/**
	 * Seals a value.
	 * @param purpose what it is for
	 * @param value the value
	 * @param expiresAt when it stops opening, or {@code null} for never; kept to the
	 * second
	 * @return letters, digits, {@code -} and {@code _}
	 */
	public String seal(SealPurpose purpose, byte[] value, @Nullable Instant expiresAt) {
		KeyRing.Key key = this.keyRing.current();
		byte[] nonce = new byte[NONCE_LENGTH];
		this.random.nextBytes(nonce);
		byte[] plaintext = withExpiry(value, expiresAt);
		try {
			byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(plaintext);
			byte[] sealed = ByteBuffer.allocate(2 + NONCE_LENGTH + ciphertext.length)
				.put(VERSION)
				.put(key.id())
				.put(nonce)
				.put(ciphertext)
				.array();
			return CanonicalBase64.encode(sealed);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java platform has AES-256-GCM", ex);
		}
	}

	private static byte[] withExpiry(byte[] value, @Nullable Instant expiresAt) {
		if (expiresAt == null) {
			return ByteBuffer.allocate(1 + value.length).put((byte) 0).put(value).array();
		}
		return ByteBuffer.allocate(5 + value.length)
			.put((byte) 1)
			.putInt((int) expiresAt.getEpochSecond())
			.put(value)
			.array();
	}

	/**
	 * Opens a sealed value.
	 * @param purpose what it should be for
	 * @param sealed the sealed value, or anything else that somebody sent in its place
	 * @return the value, or empty if it was not sealed here for this purpose, was changed
	 * or has expired. Which of these it was is not told.
	 */
	public Optional<byte[]> open(SealPurpose purpose, String sealed) {
		byte[] bytes = CanonicalBase64.decode(sealed);
		if (bytes == null || bytes.length < OVERHEAD || bytes[0] != VERSION) {
			return Optional.empty();
		}
		return this.keyRing.withId(bytes[1])
			.stream()
			.flatMap((key) -> open(key, purpose, bytes).stream())
			.findFirst()
			.flatMap(this::unlessExpired);
	}

	private static Optional<byte[]> open(KeyRing.Key key, SealPurpose purpose, byte[] sealed) {
		ByteBuffer buffer = ByteBuffer.wrap(sealed, 2, sealed.length - 2);
		byte[] nonce = new byte[NONCE_LENGTH];
		buffer.get(nonce);
		byte[] ciphertext = new byte[buffer.remaining()];
		buffer.get(ciphertext);
		try {
			return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, purpose).doFinal(ciphertext));
		}
		catch (AEADBadTagException ex) {
			return Optional.empty();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java platform has AES-256-GCM", ex);
		}
	}

	private Optional<byte[]> unlessExpired(byte[] plaintext) {
		ByteBuffer buffer = ByteBuffer.wrap(plaintext);
		boolean expires = buffer.get() != 0;
		if (expires && this.clock.instant().getEpochSecond() >= Integer.toUnsignedLong(buffer.getInt())) {
			return Optional.empty();
		}
		byte[] value = new byte[buffer.remaining()];
		buffer.get(value);
		return Optional.of(value);
	}

	private static Cipher cipher(int mode, KeyRing.Key key, byte[] nonce, SealPurpose purpose)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, key.encryption(), new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD(new byte[] { VERSION, key.id() });
		cipher.updateAAD(purpose.label().getBytes(StandardCharsets.US_ASCII));
		return cipher;
	}

}
