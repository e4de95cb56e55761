package io.github.mcpoauth.authorizationserver.registry;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Scopes;

/**
 * An MCP server that accepts tokens of this authorization server and is another
 * application. Immutable.
 *
 * @param id its identifier here: one to 64 letters, digits, {@code -} and {@code _}. It
 * is in the URL of its metadata
 * @param name its name for people
 * @param resource its public URL, which is the audience of its tokens
 * @param scopes what clients may ask for there, and what a login asks for that names
 * nothing
 * @param apiKeyHash the SHA-256 hash, as {@code core.Sha256} writes it, of the key that
 * it introspects tokens with; {@code null} if it has none
 */
public record McpServer(String id, String name, ResourceIdentifier resource, Set<String> scopes,
		@Nullable String apiKeyHash) {

	public McpServer {
		if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
			throw new IllegalArgumentException("'" + id + "' is not one to 64 letters, digits, '-' and '_'");
		}
		scopes = Scopes.of(new LinkedHashSet<>(scopes)).asSet();
	}

}
