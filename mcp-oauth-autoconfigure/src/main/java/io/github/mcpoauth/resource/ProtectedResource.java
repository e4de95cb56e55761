package io.github.mcpoauth.resource;

import io.github.mcpoauth.core.ResourceIdentifier;

/**
 * The MCP endpoint that is protected. Immutable.
 *
 * @param identifier its public URL, which is also the audience of its tokens
 * @param path its path below the context path
 * @param metadataUrl where its RFC 9728 metadata is
 * @param name its name for people
 */
public record ProtectedResource(ResourceIdentifier identifier, String path, String metadataUrl, String name) {
}
