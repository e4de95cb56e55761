package io.github.mcpoauth.autoconfigure;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.autoconfigure.ClientProperties.PinnedClient;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.registration.AllowedHosts;
import io.github.mcpoauth.registration.ClientIdUrl;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.registration.FetchRates;
import io.github.mcpoauth.registration.RedirectUriPolicy;

/**
 * Maps what is configured about clients that are known by URLs, and refuses values that
 * can't be meant.
 */
final class ClientPropertiesMapper {

	private static final String DOCUMENTS = "mcp.oauth.registration.client-id-metadata-documents.";

	private static final String PINNED = "mcp.oauth.registration.pinned-clients.";

	private static final int MAX_THREADS = 1000;

	private static final long UNLIMITED = -1;

	private final ClientProperties properties;

	ClientPropertiesMapper(ClientProperties properties) {
		this.properties = properties;
	}

	boolean acceptsDocuments() {
		return this.properties.clientIdMetadataDocuments().enabled();
	}

	boolean allowsLoopback() {
		return this.properties.clientIdMetadataDocuments().allowLoopback();
	}

	AllowedHosts asAllowedHosts() {
		try {
			return new AllowedHosts(this.properties.clientIdMetadataDocuments().allowedHosts());
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException(DOCUMENTS + "allowed-hosts", ex.getMessage(),
					"it is not the name of a host",
					"List names without scheme, port and path: app.example.com, or *.example.com for all hosts below");
		}
	}

	int asMaxConcurrentFetches() {
		int most = this.properties.clientIdMetadataDocuments().maxConcurrentFetches();
		if (most < 1 || most > MAX_THREADS) {
			throw new McpOAuthConfigurationException(DOCUMENTS + "max-concurrent-fetches", most,
					(most < 1) ? "then no document could be fetched" : "each of them holds a thread",
					"Set 1 to " + MAX_THREADS + ", or " + DOCUMENTS + "enabled=false");
		}
		return most;
	}

	FetchRates asFetchRates() {
		long perHost = rate("fetches-per-minute-and-host",
				this.properties.clientIdMetadataDocuments().fetchesPerMinuteAndHost());
		long inTotal = rate("fetches-per-minute", this.properties.clientIdMetadataDocuments().fetchesPerMinute());
		return new FetchRates(Math.min(perHost, inTotal), inTotal);
	}

	private static long rate(String name, long value) {
		if (value < 1 && value != UNLIMITED) {
			throw new McpOAuthConfigurationException(DOCUMENTS + name, value, "then no document could be fetched",
					"Set at least 1, or -1 for any number");
		}
		return (value == UNLIMITED) ? Long.MAX_VALUE : value;
	}

	/**
	 * The pinned clients by their identifiers.
	 * @param policy which redirect URIs clients may have
	 */
	Map<String, ClientMetadata> asPinnedClients(RedirectUriPolicy policy) {
		Map<String, ClientMetadata> clients = new LinkedHashMap<>();
		this.properties.pinnedClients().forEach((name, client) -> {
			String clientId = clientId(PINNED + name + ".client-id", client);
			if (clients.put(clientId, metadata(PINNED + name + ".", client, policy)) != null) {
				throw new McpOAuthConfigurationException(PINNED + name + ".client-id", clientId,
						"another pinned client has the same", "Put all its redirect URIs into one of them");
			}
		});
		return clients;
	}

	private static String clientId(String property, PinnedClient client) {
		String clientId = (client.clientId() != null) ? client.clientId() : "";
		try {
			return ClientIdUrl.parse(clientId).toString();
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException(property, clientId, "it " + ex.getMessage(),
					"Write the URL that the client sends as its client_id, character by character: "
							+ "https://app.example.com/client.json");
		}
	}

	private static ClientMetadata metadata(String prefix, PinnedClient client, RedirectUriPolicy policy) {
		if (!StringUtils.hasText(client.clientName())) {
			throw new McpOAuthConfigurationException(prefix + "client-name", String.valueOf(client.clientName()),
					"people would not know what they approve", "Write the client_name of the client's document");
		}
		if (client.redirectUris().isEmpty()) {
			throw new McpOAuthConfigurationException(prefix + "redirect-uris", client.redirectUris(),
					"a client needs one to log in with", "List the redirect_uris of the client's document");
		}
		List<RedirectUri> redirectUris = client.redirectUris()
			.stream()
			.map((uri) -> redirectUri(prefix + "redirect-uris", uri, policy))
			.toList();
		return new ClientMetadata(client.clientName(), redirectUris, true, Instant.EPOCH);
	}

	private static RedirectUri redirectUri(String property, @Nullable String uri, RedirectUriPolicy policy) {
		try {
			return policy.parse(String.valueOf(uri));
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException(property, String.valueOf(uri), "it " + ex.getMessage(),
					"List URIs as they are in the client's document, such as https://app.example.com/callback");
		}
	}

}
