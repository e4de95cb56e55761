package io.github.mcpoauth.registration;

/**
 * Finds clients by their identifiers. Replace this bean to know clients of your own; all
 * that they may do is ask a person for consent. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Clients {

	/**
	 * Finds a client.
	 * @param clientId what it calls itself
	 * @return what is known of it
	 * @throws UnknownClientException if there is no such client, or it can't be found out
	 */
	ClientMetadata find(String clientId) throws UnknownClientException;

}
