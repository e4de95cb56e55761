package io.github.mcpoauth.resource;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * An MCP endpoint that is protected. Immutable.
 *
 * @param identifier its public URL, which is also the audience of its tokens
 * @param path its path below the context path
 * @param metadataUrl where its RFC 9728 metadata is
 * @param name its name for people
 * @param scopes what every request to it needs, and all scopes that there are
 */
public record ProtectedResource(ResourceIdentifier identifier, String path, String metadataUrl, String name,
		ScopeCatalog scopes) {
}
