package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * The server that the demo starts for itself.
 */
public interface LocalServer extends AutoCloseable {

	/**
	 * Says where it is.
	 * @return the URL of its MCP endpoint
	 */
	URI mcp();

	@Override
	void close();

	/**
	 * Starts a server.
	 */
	@FunctionalInterface
	interface Starter {

		/**
		 * Starts a server, with what the user said about it.
		 * @param arguments options of the command line
		 * @return the server, which takes requests
		 * @throws IOException when it can't start, with the reason
		 */
		LocalServer start(List<String> arguments) throws IOException;

	}

}
