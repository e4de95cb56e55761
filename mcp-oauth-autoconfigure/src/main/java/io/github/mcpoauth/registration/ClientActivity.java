package io.github.mcpoauth.registration;

/**
 * Is told which clients are in use, so that those that are not can be forgotten first.
 * Implementations are thread-safe and quick.
 */
@FunctionalInterface
public interface ClientActivity {

	/**
	 * Notes that a client got a token.
	 * @param clientId the identifier of the client
	 */
	void used(String clientId);

}
