package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.Map;

/**
 * Sees what is sent and what comes back.
 */
interface Wire {

	void sent(String method, URI uri, Map<String, String> parameters);

	void received(int status, Map<String, String> parameters);

	/** What the client keeps to itself, or learns without having asked. */
	void known(Map<String, String> parameters);

}
