package io.github.mcpoauth.registration;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The clients that the operator of this server has set up. Immutable.
 */
public final class ConfiguredClients {

	private final Map<String, ConfiguredClient> byId = new LinkedHashMap<>();

	/**
	 * Collects clients.
	 * @param clients the clients, no two with the same identifier
	 */
	public ConfiguredClients(Collection<ConfiguredClient> clients) {
		clients.forEach((client) -> this.byId.put(client.clientId(), client));
	}

	/**
	 * What is known of each client, by its identifier.
	 * @return a map to be changed at will
	 */
	public Map<String, ClientMetadata> metadata() {
		Map<String, ClientMetadata> metadata = new LinkedHashMap<>();
		this.byId.forEach((clientId, client) -> metadata.put(clientId, client.metadata()));
		return metadata;
	}

	/**
	 * Finds the rights of a client.
	 * @param clientId its identifier
	 * @param metadata what was found of the client
	 * @return the client; {@code null} if it is not a configured one, or is another one
	 * of the same identifier that a {@link Clients} bean knows
	 */
	public @Nullable ConfiguredClient find(String clientId, ClientMetadata metadata) {
		ConfiguredClient client = this.byId.get(clientId);
		return (client != null && client.metadata().equals(metadata)) ? client : null;
	}

	/**
	 * Tells whether a client may use a grant.
	 * @param grantType its name in OAuth
	 * @return whether one may
	 */
	public boolean anyMay(String grantType) {
		return this.byId.values().stream().anyMatch((client) -> client.grantTypes().contains(grantType));
	}

	/**
	 * Tells whether a client authenticates with a secret.
	 * @return whether one does
	 */
	public boolean anyHasSecret() {
		return this.byId.values().stream().anyMatch((client) -> client.metadata().secret() != null);
	}

	/**
	 * Tells whether a client authenticates with a key.
	 * @return whether one does
	 */
	public boolean anyHasKeys() {
		return this.byId.values().stream().anyMatch((client) -> client.metadata().keys() != null);
	}

}
