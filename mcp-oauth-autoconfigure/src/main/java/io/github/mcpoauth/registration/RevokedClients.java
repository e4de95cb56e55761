package io.github.mcpoauth.registration;

/**
 * Says which clients are not wanted any more, whatever they registered or publish: the
 * way to end a client whose identifier is its registration, since nothing can be deleted
 * there. Replace this bean to look it up. Asked for each request of a client, so quick;
 * implementations are thread-safe.
 */
@FunctionalInterface
public interface RevokedClients {

	/**
	 * Tells whether a client is revoked.
	 * @param clientId what a client calls itself, not checked yet
	 * @return whether it is to be treated as unknown
	 */
	boolean isRevoked(String clientId);

}
