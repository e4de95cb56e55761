package io.github.mcpoauth.registration;

import java.time.Duration;
import java.time.Instant;

import io.github.mcpoauth.store.Expiring;

/**
 * Registrations that have expired, or that nobody came back to use. Thread-safe.
 */
public final class ExpiringRegistrations implements Expiring {

	private final RegistrationStore store;

	private final Duration unused;

	/**
	 * Looks after a store.
	 * @param store where registrations are
	 * @param unused how long those stay that are never used; zero as long as any other
	 */
	public ExpiringRegistrations(RegistrationStore store, Duration unused) {
		this.store = store;
		this.unused = unused;
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		return this.store.evict(now, this.unused.isZero() ? Instant.EPOCH : now.minus(this.unused), limit);
	}

}
