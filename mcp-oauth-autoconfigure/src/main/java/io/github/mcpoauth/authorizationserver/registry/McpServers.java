package io.github.mcpoauth.authorizationserver.registry;

import java.util.Collection;

/**
 * Knows MCP servers that this authorization server issues tokens for. Beans of this type
 * add to those of {@code mcp.oauth.server-registry}, in their order; of two with the same
 * identifier or URL the first counts. Implementations are thread-safe. They are asked
 * every few seconds at most, so a server that is gone gets tokens for that long still.
 */
@FunctionalInterface
public interface McpServers {

	/**
	 * All servers.
	 * @return the servers as they are now
	 * @throws io.github.mcpoauth.store.StoreUnavailableException if they can't be read;
	 * then those of before are used, if there are any
	 */
	Collection<McpServer> all();

}
