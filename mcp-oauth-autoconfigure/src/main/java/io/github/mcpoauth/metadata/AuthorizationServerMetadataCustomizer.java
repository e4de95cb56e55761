package io.github.mcpoauth.metadata;

import java.util.Map;

/**
 * Adds to, changes or removes members of the authorization server metadata. Publish a
 * bean; several are applied in their order. Called for each request of the document, so
 * quick and thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414 section
 * 2</a>
 */
@FunctionalInterface
public interface AuthorizationServerMetadataCustomizer {

	/**
	 * Customizes the document.
	 * @param members the members by name; values are what JSON has
	 */
	void customize(Map<String, Object> members);

}
