package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;
import java.util.List;

import io.github.mcpoauth.store.Expiring;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * Tells the instances of an application which access tokens were revoked on one of them.
 * Thread-safe.
 */
public interface RevokedTokenLog extends Expiring {

	/**
	 * Notes a revocation.
	 * @param revocation the revocation; one of the same token before is replaced
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	void add(Revocation revocation);

	/**
	 * Finds the latest revocations.
	 * @param since from when on, by the clock of the instance that noted them
	 * @return the revocations of tokens that may not have expired, in no particular order
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	List<Revocation> since(Instant since);

	/**
	 * A revoked access token. Immutable.
	 *
	 * @param tokenIdHash the hash of its {@code jti}; 44 characters
	 * @param revokedAt when it was revoked; kept to the millisecond
	 * @param expiresAt when it expires; kept to the millisecond
	 */
	record Revocation(String tokenIdHash, Instant revokedAt, Instant expiresAt) {
	}

}
