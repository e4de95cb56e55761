package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.authorizationserver.registry.AdminKeys;
import io.github.mcpoauth.authorizationserver.registry.McpServer;
import io.github.mcpoauth.authorizationserver.registry.ServerUrl;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Scopes;

/**
 * Maps the properties of the MCP servers elsewhere, and refuses values that can't be
 * meant.
 */
record ServerRegistryPropertiesMapper(ServerRegistryProperties properties, boolean httpAllowed) {

	private static final String PREFIX = "mcp.oauth.server-registry.";

	private static final int MIN_KEY = 32;

	AdminKeys asAdminKeys() {
		BearerSecrets.check(PREFIX + "admin-key", this.properties.adminKey(), MIN_KEY);
		return new AdminKeys(this.properties.adminKey());
	}

	List<McpServer> asServers(PublicUrls own) {
		List<McpServer> servers = new ArrayList<>();
		Set<ResourceIdentifier> taken = new HashSet<>();
		this.properties.servers().forEach((id, server) -> {
			ResourceIdentifier resource = resource(id, server.resourceUrl());
			if (!taken.add(resource) || resource.toString().startsWith(own.issuer() + "/")) {
				throw refused(id, "resource-url", resource.toString(),
						"it is the URL of another server, or of this application",
						"Set the URL of the other server's MCP endpoint; endpoints of this application are in "
								+ "mcp.oauth.resources");
			}
			String name = StringUtils.hasText(server.name()) ? server.name() : resource.toString();
			servers.add(server(id, name, resource, scopes(id, server.scopes()), apiKeyHash(id, server.apiKeySha256())));
		});
		return servers;
	}

	private static McpServer server(String id, String name, ResourceIdentifier resource, Set<String> scopes,
			@Nullable String apiKeyHash) {
		try {
			return new McpServer(id, name, resource, scopes, apiKeyHash);
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException(PREFIX + "servers." + id, null, ex.getMessage(),
					"Choose another identifier; it is in the URL of the server's metadata");
		}
	}

	private ResourceIdentifier resource(String id, @Nullable String url) {
		String fix = "Set it to the URL of its MCP endpoint, such as https://weather.example.com/mcp. For plain http, "
				+ "set mcp.oauth.allow-http=true if the network itself is protected";
		if (!StringUtils.hasText(url)) {
			throw refused(id, "resource-url", null, "tokens are issued for a URL", fix);
		}
		try {
			return ServerUrl.parse(url, this.httpAllowed);
		}
		catch (IllegalArgumentException ex) {
			throw refused(id, "resource-url", url, String.valueOf(ex.getMessage()), fix);
		}
	}

	private static Set<String> scopes(String id, List<String> scopes) {
		for (String scope : scopes) {
			if (!Scopes.isGrantable(scope)) {
				throw refused(id, "scopes", scope, "it is not a scope that can be granted (RFC 6749 section 3.3)",
						"A scope is one word without spaces, quotes and backslashes, such as weather:read");
			}
		}
		return new LinkedHashSet<>(scopes);
	}

	private static @Nullable String apiKeyHash(String id, @Nullable String sha256) {
		return (sha256 != null) ? KeyHash.base64(PREFIX + "servers." + id + ".api-key-sha256", sha256) : null;
	}

	private static McpOAuthConfigurationException refused(String id, String name, @Nullable String value, String reason,
			String fix) {
		return new McpOAuthConfigurationException(PREFIX + "servers." + id + "." + name, value, reason, fix);
	}

}
