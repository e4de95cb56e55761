package io.github.mcpoauth.registration;

import java.util.Optional;

/**
 * Gives clients that register the identifier that they are known by from then on.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface ClientIdIssuer {

	/**
	 * Makes or chooses the identifier of a client.
	 * @param metadata what is known of the client, checked
	 * @return the identifier, or empty if it would be too long to travel
	 */
	Optional<String> issue(ClientMetadata metadata);

}
