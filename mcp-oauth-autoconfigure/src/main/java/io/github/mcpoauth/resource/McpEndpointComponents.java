package io.github.mcpoauth.resource;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * The parts that the protection of the MCP endpoint is put together from.
 *
 * @param resource the endpoint
 * @param scopes what every request needs
 * @param allowedOrigins which web pages may call
 * @param verifier verifies tokens
 * @param access whether callers need a token
 * @param apiKeyHeader the header in which API keys may come as well, or {@code null} if
 * there is none
 * @param sessions ties sessions to their callers
 */
public record McpEndpointComponents(ProtectedResource resource, ScopeCatalog scopes, AllowedOrigins allowedOrigins,
		AccessTokenVerifier verifier, EndpointAccess access, @Nullable String apiKeyHeader, SessionBinding sessions) {
}
