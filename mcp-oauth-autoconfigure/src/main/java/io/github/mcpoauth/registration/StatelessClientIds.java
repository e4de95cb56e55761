package io.github.mcpoauth.registration;

import java.util.Optional;

import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;

/**
 * Client identifiers that are the registration itself, sealed. Nothing is stored, so
 * registrations can't fill a store, are known on every instance with the same
 * {@code mcp.oauth.secret}, and survive restarts. Thread-safe.
 */
public final class StatelessClientIds implements ClientIdIssuer {

	/** Client identifiers travel in URLs and headers, which have limits everywhere. */
	static final int MAX_LENGTH = 2000;

	private final Sealer sealer;

	public StatelessClientIds(Sealer sealer) {
		this.sealer = sealer;
	}

	@Override
	public Optional<String> issue(ClientMetadata metadata) {
		return ClientMetadataCodec.encode(metadata)
			.map((bytes) -> this.sealer.seal(SealPurpose.CLIENT, bytes, null))
			.filter((clientId) -> clientId.length() <= MAX_LENGTH);
	}

	/**
	 * Reads an identifier.
	 * @param clientId what a client calls itself
	 * @return the client, or empty if the identifier was not made here
	 */
	public Optional<ClientMetadata> resolve(String clientId) {
		return this.sealer.open(SealPurpose.CLIENT, clientId).flatMap(StatelessClientIds::decode);
	}

	/**
	 * What another version of this library sealed may be in a form that is not known
	 * here, or have a redirect URI that is refused here. Then the client registers again.
	 */
	private static Optional<ClientMetadata> decode(byte[] metadata) {
		try {
			return Optional.of(ClientMetadataCodec.decode(metadata));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}
