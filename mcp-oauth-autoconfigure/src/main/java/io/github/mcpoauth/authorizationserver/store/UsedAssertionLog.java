package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;

import io.github.mcpoauth.store.Expiring;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * Remembers which assertions of issuers were used, for all instances of an application.
 * Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7523#section-3">RFC 7523 section
 * 3, number 7</a>
 */
public interface UsedAssertionLog extends Expiring {

	/**
	 * Uses an assertion. Of any number of attempts, on whatever instance and at whatever
	 * time, exactly one succeeds.
	 * @param idHash the hash of its issuer and its {@code jti}; 44 characters
	 * @param expiresAt from when on it is refused anyway, and can be forgotten; kept to
	 * the millisecond
	 * @return whether it was not used before
	 * @throws StoreUnavailableException if the store can't be reached; then it must not
	 * be accepted
	 */
	boolean use(String idHash, Instant expiresAt);

}
