package io.github.mcpoauth.registration;

/**
 * Ends what was granted to clients. Implemented by what keeps grants, and called when a
 * client is deleted. Implementations are thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7592#section-2.3">RFC 7592
 * section 2.3</a>
 */
@FunctionalInterface
public interface ClientGrants {

	/**
	 * Ends all grants of a client: its codes, refresh tokens and, as far as that is
	 * possible, access tokens.
	 * @param clientId the identifier of the client
	 */
	void endAll(String clientId);

}
