package io.github.mcpoauth.authorizationserver.registry;

/**
 * Keeps MCP servers that were registered at the running application. Implementations are
 * thread-safe, and what one instance has added, all others that share the store have.
 */
public interface McpServerStore extends McpServers {

	/**
	 * Adds a server.
	 * @param server the server
	 * @return whether it was added; {@code false} if there is one with its identifier or
	 * its URL already
	 */
	boolean add(McpServer server);

	/**
	 * Removes a server.
	 * @param id its identifier
	 * @return whether it was there
	 */
	boolean remove(String id);

}
