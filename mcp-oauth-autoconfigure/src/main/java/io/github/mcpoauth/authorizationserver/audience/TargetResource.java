package io.github.mcpoauth.authorizationserver.audience;

import java.util.Map;

import io.github.mcpoauth.authorizationserver.registry.HostedMetadataEndpoint;
import io.github.mcpoauth.authorizationserver.registry.McpServer;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.scope.FixedScopeCatalog;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * What a token can be for: an endpoint of this application, or another MCP server.
 * Immutable.
 *
 * @param identifier its public URL, the audience of its tokens
 * @param name its name for people
 * @param metadataUrl where its RFC 9728 metadata is
 * @param scopes the scopes of its tokens
 */
public record TargetResource(ResourceIdentifier identifier, String name, String metadataUrl, ScopeCatalog scopes) {

	static TargetResource of(ProtectedResource resource) {
		return new TargetResource(resource.identifier(), resource.name(), resource.metadataUrl(), resource.scopes());
	}

	static TargetResource of(McpServer server, PublicUrls urls) {
		return new TargetResource(server.resource(), server.name(),
				urls.endpoint(HostedMetadataEndpoint.pathOf(server)),
				new FixedScopeCatalog(Scopes.none(), Scopes.of(server.scopes()), Scopes.none(), Map.of()));
	}

}
