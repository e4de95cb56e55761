package io.github.mcpoauth.upstream;

import java.util.Map;

/**
 * Shows an endpoint who asks.
 */
@FunctionalInterface
interface EndpointCredentials {

	/**
	 * Adds what authenticates this server.
	 * @param form where what belongs into the body is added
	 * @return what belongs into the headers
	 */
	Map<String, String> authenticate(Map<String, String> form);

}
