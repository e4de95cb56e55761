package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.autoconfigure.ConfiguredClientProperties.Client;
import io.github.mcpoauth.autoconfigure.ConfiguredClientProperties.GrantType;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.registration.ClientKeys;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.registration.ClientSecret;
import io.github.mcpoauth.registration.ConfiguredClient;
import io.github.mcpoauth.registration.ConfiguredClients;
import io.github.mcpoauth.resource.ProtectedResources;

/**
 * Maps the properties of clients that act without a login, and refuses values that can't
 * be meant.
 *
 * @param properties the properties
 * @param fetchesKeys whether keys of clients can be fetched
 */
record ConfiguredClientPropertiesMapper(ConfiguredClientProperties properties, boolean fetchesKeys) {

	private static final String PREFIX = "mcp.oauth.authorization-server.clients.";

	ConfiguredClients asClients(PublicUrls urls, ProtectedResources resources) {
		Map<String, ConfiguredClient> clients = new LinkedHashMap<>();
		this.properties.clients().forEach((name, client) -> {
			String prefix = PREFIX + name + ".";
			String clientId = clientId(prefix, name, client);
			if (client.grantTypes().isEmpty()) {
				throw new McpOAuthConfigurationException(prefix + "grant-types", client.grantTypes(),
						"the client could do nothing", "Leave it out for client-credentials, or remove the client");
			}
			ConfiguredClient configured = new ConfiguredClient(clientId, metadata(prefix, client),
					client.grantTypes().stream().map(GrantType::parameter).collect(Collectors.toSet()),
					scopes(prefix, client), resources(prefix, client, urls, resources));
			if (clients.put(clientId, configured) != null) {
				throw new McpOAuthConfigurationException(prefix + "client-id", clientId, "another client has the same",
						"Keep one of the two; for a new secret, list both hashes in secret-sha256");
			}
		});
		return new ConfiguredClients(clients.values());
	}

	/**
	 * A URL is the identifier of a client with a document, or the start of a user's name.
	 */
	private static String clientId(String prefix, String name, Client client) {
		String clientId = StringUtils.hasText(client.clientId()) ? client.clientId() : name;
		if (!clientId.matches("[A-Za-z0-9._~-]{1,100}")) {
			throw new McpOAuthConfigurationException(prefix + "client-id", clientId,
					"it is not 1 to 100 letters, digits, dots, hyphens, underscores and tildes",
					"Choose a name such as nightly-report, and tell it to the client");
		}
		return clientId;
	}

	private ClientMetadata metadata(String prefix, Client client) {
		boolean secret = !client.secretSha256().isEmpty();
		boolean keys = StringUtils.hasText(client.jwks());
		boolean location = StringUtils.hasText(client.jwkSetUri());
		if ((secret ? 1 : 0) + (keys ? 1 : 0) + (location ? 1 : 0) != 1) {
			throw new McpOAuthConfigurationException(prefix + "secret-sha256",
					secret ? "(" + client.secretSha256().size() + " hashes)" : null,
					"a client authenticates in one way, with secrets or with keys",
					"Set exactly one of secret-sha256, jwks and jwk-set-uri; keys are better, because nobody else "
							+ "ever has the private ones");
		}
		String name = StringUtils.hasText(client.clientName()) ? client.clientName().strip() : null;
		return new ClientMetadata(name, List.of(), false, Instant.EPOCH,
				secret ? null : keys ? keys(prefix, client) : location(prefix, client),
				secret ? secret(prefix, client) : null);
	}

	private static ClientSecret secret(String prefix, Client client) {
		return new ClientSecret(ClientSecret.methods().get(0),
				client.secretSha256().stream().map((hash) -> KeyHash.base64(prefix + "secret-sha256", hash)).toList());
	}

	private static ClientKeys keys(String prefix, Client client) {
		try {
			return ClientKeys.parse(String.valueOf(client.jwks()));
		}
		catch (IllegalArgumentException ex) {
			// Not the value: somebody may have put the private key there
			throw new McpOAuthConfigurationException(prefix + "jwks", "(not shown)", ex.getMessage(),
					"Write a JWK Set of public keys: {\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"…\",\"y\":\"…\"}]}");
		}
	}

	private ClientKeys location(String prefix, Client client) {
		String value = String.valueOf(client.jwkSetUri()).strip();
		if (!this.fetchesKeys) {
			throw new McpOAuthConfigurationException(prefix + "jwk-set-uri", value,
					"nothing of clients is fetched with mcp.oauth.registration.client-id-metadata-documents.enabled=false",
					"Write the keys into jwks, or remove that property");
		}
		URI uri = parse(value);
		if (uri == null || !"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null
				|| uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
			throw new McpOAuthConfigurationException(prefix + "jwk-set-uri", value, "it is not an https URL",
					"Write the whole URL, such as https://client.example.com/jwks.json, or the keys into jwks");
		}
		return ClientKeys.at(uri);
	}

	private static @Nullable URI parse(String value) {
		try {
			return URI.create(value);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static Scopes scopes(String prefix, Client client) {
		for (String scope : client.scopes()) {
			if (!Scopes.isGrantable(scope)) {
				throw new McpOAuthConfigurationException(prefix + "scopes", scope,
						"it is not a scope that can be granted (RFC 6749 section 3.3)",
						"A scope is one word without spaces, quotes and backslashes, such as reports:read");
			}
		}
		return Scopes.of(client.scopes());
	}

	private static List<ResourceIdentifier> resources(String prefix, Client client, PublicUrls urls,
			ProtectedResources own) {
		List<ResourceIdentifier> resources = new ArrayList<>();
		for (String url : client.resources()) {
			String fix = "Write the public URL of an MCP endpoint, such as " + own.first().identifier();
			try {
				ResourceIdentifier resource = ResourceIdentifier.of(url);
				if (resource.toString().startsWith(urls.issuer() + "/")
						&& own.requested(new String[] { url }) == null) {
					throw new McpOAuthConfigurationException(prefix + "resources", url,
							"this application has no MCP endpoint there", fix);
				}
				resources.add(resource);
			}
			catch (IllegalArgumentException ex) {
				throw new McpOAuthConfigurationException(prefix + "resources", url, ex.getMessage(), fix);
			}
		}
		return resources;
	}

}
