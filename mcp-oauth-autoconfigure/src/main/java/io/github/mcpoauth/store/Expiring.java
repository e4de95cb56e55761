package io.github.mcpoauth.store;

import java.time.Instant;

/**
 * What keeps things longer than they are good for, until somebody tells it to let go.
 */
@FunctionalInterface
public interface Expiring {

	/**
	 * Removes what has expired, for stores that don't forget by themselves.
	 * @param now the time
	 * @param limit how much to remove at most
	 * @return how much was removed
	 * @throws StoreUnavailableException if the store can't be reached
	 */
	int removeExpired(Instant now, int limit);

}
