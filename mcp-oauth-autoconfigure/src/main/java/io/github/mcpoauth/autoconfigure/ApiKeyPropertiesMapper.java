package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.resource.ApiKey;
import io.github.mcpoauth.resource.ApiKeyLookup;
import io.github.mcpoauth.resource.ApiKeys;
import io.github.mcpoauth.resource.HashedApiKeys;

/**
 * Maps the properties of API keys, and refuses values that can't be meant.
 */
final class ApiKeyPropertiesMapper {

	private final Map<String, McpOAuthProperties.ApiKey> keys;

	private final McpOAuthProperties.Tokens tokens;

	ApiKeyPropertiesMapper(Map<String, McpOAuthProperties.ApiKey> keys, McpOAuthProperties.Tokens tokens) {
		this.keys = keys;
		this.tokens = tokens;
	}

	/**
	 * The API keys.
	 * @param lookups who knows keys besides the configuration
	 */
	ApiKeys asApiKeys(List<ApiKeyLookup> lookups) {
		List<HashedApiKeys.Entry> entries = new ArrayList<>();
		Map<String, String> names = new HashMap<>();
		this.keys.forEach((name, key) -> {
			byte[] hash = KeyHash.parse("mcp.oauth.api-keys." + name + ".sha256", key.sha256());
			checkIsAnother(name, names.put(HexFormat.of().formatHex(hash), name));
			entries.add(new HashedApiKeys.Entry(hash, new ApiKey(name, scopes(name, key.scopes()), key.expiresAt())));
		});
		List<ApiKeyLookup> all = new ArrayList<>();
		if (!entries.isEmpty()) {
			all.add(new HashedApiKeys(entries));
		}
		all.addAll(lookups);
		String prefix = (this.tokens.apiKeyPrefix() != null) ? this.tokens.apiKeyPrefix().strip() : "";
		return new ApiKeys(all, prefix, header());
	}

	private static void checkIsAnother(String name, @Nullable String same) {
		if (same != null) {
			throw new McpOAuthConfigurationException("mcp.oauth.api-keys." + name + ".sha256", "(64 characters)",
					"it is that of '" + same + "' as well, and nobody can tell whose scopes and expiry count",
					"Make a key for each of the two, or remove one");
		}
	}

	private static LinkedHashSet<String> scopes(String name, List<String> scopes) {
		for (String scope : scopes) {
			if (!Scopes.isToken(scope)) {
				throw new McpOAuthConfigurationException("mcp.oauth.api-keys." + name + ".scopes", scope,
						"it is not a scope (RFC 6749 section 3.3)",
						"A scope is one word without spaces, quotes and backslashes, such as weather:read");
			}
		}
		return new LinkedHashSet<>(scopes);
	}

	private @Nullable String header() {
		String header = this.tokens.apiKeyHeader().strip();
		if (header.isEmpty()) {
			return null;
		}
		if (!header.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || header.equalsIgnoreCase("Authorization")
				|| header.equalsIgnoreCase("Cookie")) {
			throw new McpOAuthConfigurationException("mcp.oauth.tokens.api-key-header", header,
					"it is not the name of a header that can be used for keys alone",
					"Name a header such as X-API-Key, or set an empty value; Authorization: Bearer works as well");
		}
		return header;
	}

}
