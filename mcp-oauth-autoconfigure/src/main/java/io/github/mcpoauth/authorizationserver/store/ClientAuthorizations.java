package io.github.mcpoauth.authorizationserver.store;

/**
 * Implemented by an {@code OAuth2AuthorizationService} that can find authorizations by
 * their client, which the platform's interface can't. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7592#section-2.3">RFC 7592
 * section 2.3</a>
 */
public interface ClientAuthorizations {

	/**
	 * Ends all authorizations of a client: its codes and refresh tokens are unknown from
	 * then on, its access tokens as far as they can be revoked.
	 * @param registeredClientId the {@code id} of the client
	 */
	void removeByClient(String registeredClientId);

}
