package io.github.mcpoauth.autoconfigure;

/**
 * The client at the identity provider that all MCP clients are in a facade that relays
 * nothing.
 *
 * @param identifier its client identifier
 */
record PublicClient(String identifier) {
}
