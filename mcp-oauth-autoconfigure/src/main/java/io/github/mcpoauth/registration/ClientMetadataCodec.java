package io.github.mcpoauth.registration;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.RedirectUri;

/**
 * The shortest bytes for the registrations that clients really make: a header (version
 * and flags, 1 byte; issue time, 4 bytes), then name and redirect URIs, separated by
 * zeros and deflated with a preset dictionary. What stands in them is what the client
 * said of itself and shows to everybody: neither its secret nor a hash of one.
 */
final class ClientMetadataCodec {

	private static final int VERSION = 1;

	private static final int REFRESHABLE = 1;

	private static final int SECRET_BASIC = 2;

	private static final int SECRET_POST = 4;

	private static final int HEADER_LENGTH = 5;

	private static final String SEPARATOR = CompactText.SEPARATOR;

	private ClientMetadataCodec() {
	}

	/**
	 * Writes client metadata.
	 * @return the bytes, or empty if they would be more than {@link #decode} reads
	 */
	static Optional<byte[]> encode(ClientMetadata metadata) {
		String name = (metadata.clientName() != null) ? metadata.clientName() : "";
		Stream<String> uris = metadata.redirectUris().stream().map(RedirectUri::toString);
		String text = String.join(SEPARATOR, Stream.concat(Stream.of(name), uris).toList());
		return CompactText.deflate(text)
			.map((body) -> ByteBuffer.allocate(HEADER_LENGTH + body.length)
				.put((byte) (VERSION << 4 | flags(metadata)))
				.putInt((int) metadata.issuedAt().getEpochSecond())
				.put(body)
				.array());
	}

	private static int flags(ClientMetadata metadata) {
		ClientSecret secret = metadata.secret();
		int authentication = (secret == null) ? 0
				: secret.method().equals(ClientSecret.BASIC) ? SECRET_BASIC : SECRET_POST;
		return (metadata.refreshable() ? REFRESHABLE : 0) | authentication;
	}

	/**
	 * A client with a secret gets it without its hash, which nothing matches.
	 * @throws IllegalArgumentException if this version did not make the bytes
	 */
	static ClientMetadata decode(byte[] bytes) {
		if (bytes.length < HEADER_LENGTH) {
			throw new IllegalArgumentException("no client metadata");
		}
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		byte header = buffer.get();
		if (header >> 4 != VERSION) {
			throw new IllegalArgumentException("client metadata of a later version");
		}
		Instant issuedAt = Instant.ofEpochSecond(Integer.toUnsignedLong(buffer.getInt()));
		byte[] body = Arrays.copyOfRange(bytes, buffer.position(), bytes.length);
		List<String> fields = List.of(CompactText.inflate(body).split(SEPARATOR, -1));
		String name = fields.get(0).isEmpty() ? null : fields.get(0);
		List<RedirectUri> uris = fields.subList(1, fields.size()).stream().map(RedirectUri::parse).toList();
		return new ClientMetadata(name, uris, (header & REFRESHABLE) != 0, issuedAt, null, secret(header));
	}

	private static @Nullable ClientSecret secret(byte header) {
		if ((header & (SECRET_BASIC | SECRET_POST)) == 0) {
			return null;
		}
		return new ClientSecret(((header & SECRET_BASIC) != 0) ? ClientSecret.BASIC : ClientSecret.POST, List.of());
	}

}
