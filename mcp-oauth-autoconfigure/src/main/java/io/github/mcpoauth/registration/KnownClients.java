package io.github.mcpoauth.registration;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * All kinds of clients: those that registered here, those that are configured, and those
 * that publish a document. Immutable.
 */
public final class KnownClients implements Clients {

	private final ClientRegistrar registered;

	private final Map<String, ClientMetadata> pinned;

	private final @Nullable ClientDocuments documents;

	private final RevokedClients revoked;

	/**
	 * Collects where clients are looked for.
	 * @param registered finds those that registered here
	 * @param pinned clients that are configured, by their identifiers; documents of
	 * theirs are not asked for
	 * @param documents reads documents, or {@code null} if they are not accepted
	 * @param revoked which of them all are not wanted any more
	 */
	public KnownClients(ClientRegistrar registered, Map<String, ClientMetadata> pinned,
			@Nullable ClientDocuments documents, RevokedClients revoked) {
		this.registered = registered;
		this.pinned = Map.copyOf(pinned);
		this.documents = documents;
		this.revoked = revoked;
	}

	@Override
	public ClientMetadata find(String clientId) throws UnknownClientException {
		if (this.revoked.isRevoked(clientId)) {
			throw UnknownClientException.unregistered();
		}
		ClientMetadata known = this.pinned.get(clientId);
		if (known != null) {
			return known;
		}
		if (!ClientIdUrl.isMeantBy(clientId)) {
			return this.registered.find(clientId).orElseThrow(UnknownClientException::unregistered);
		}
		if (this.documents == null) {
			throw UnknownClientException.unregistered();
		}
		return this.documents.resolve(clientId);
	}

}
