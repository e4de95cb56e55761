package io.github.mcpoauth.resource;

/**
 * The parts that the protection of an MCP endpoint is put together from.
 *
 * @param resource the endpoint
 * @param allowedOrigins which web pages may call
 * @param verifier verifies tokens
 * @param access whether callers need a token
 * @param challenges is told of refusals
 * @param checksNamed whether refusals name the check, which tells an attacker how far a
 * call got
 */
public record McpEndpointComponents(ProtectedResource resource, AllowedOrigins allowedOrigins,
		AccessTokenVerifier verifier, EndpointAccess access, ChallengeListener challenges, boolean checksNamed) {
}
