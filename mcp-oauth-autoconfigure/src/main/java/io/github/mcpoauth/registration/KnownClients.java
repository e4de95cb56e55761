package io.github.mcpoauth.registration;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * All kinds of clients: those that registered here, those that are configured, and those
 * that publish a document. Immutable.
 */
public final class KnownClients implements Clients {

	private final StatelessClientIds sealed;

	private final Map<String, ClientMetadata> pinned;

	private final @Nullable ClientDocuments documents;

	/**
	 * Collects where clients are looked for.
	 * @param sealed reads identifiers that were issued here
	 * @param pinned clients by the URLs that are their identifiers; their documents are
	 * not asked for
	 * @param documents reads documents, or {@code null} if they are not accepted
	 */
	public KnownClients(StatelessClientIds sealed, Map<String, ClientMetadata> pinned,
			@Nullable ClientDocuments documents) {
		this.sealed = sealed;
		this.pinned = Map.copyOf(pinned);
		this.documents = documents;
	}

	@Override
	public ClientMetadata find(String clientId) throws UnknownClientException {
		ClientMetadata known = this.pinned.get(clientId);
		if (known != null) {
			return known;
		}
		if (!ClientIdUrl.isMeantBy(clientId)) {
			return this.sealed.resolve(clientId).orElseThrow(UnknownClientException::unregistered);
		}
		if (this.documents == null) {
			throw UnknownClientException.unregistered();
		}
		return this.documents.resolve(clientId);
	}

}
