package io.github.mcpoauth.authorizationserver.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Keeps consents in memory, bounded in number: who is forgotten is asked again.
 * Thread-safe.
 */
public final class InMemoryConsentStore implements ConsentStore {

	private static final long MAX_CONSENTS = 100_000;

	private final Clock clock;

	private final Cache<String, StoredConsent> consents;

	/**
	 * Makes an empty store.
	 * @param clock tells what has expired
	 */
	public InMemoryConsentStore(Clock clock) {
		this(clock, MAX_CONSENTS);
	}

	InMemoryConsentStore(Clock clock, long maximum) {
		this.clock = clock;
		this.consents = Caffeine.newBuilder().maximumSize(maximum).build();
	}

	@Override
	public @Nullable StoredConsent find(String id) {
		StoredConsent consent = this.consents.getIfPresent(id);
		return (consent != null && isLive(consent, this.clock.instant())) ? consent : null;
	}

	private static boolean isLive(StoredConsent consent, Instant now) {
		return now.isBefore(consent.expiresAt());
	}

	@Override
	public List<StoredConsent> findByPrincipalName(String principalName) {
		Instant now = this.clock.instant();
		return this.consents.asMap()
			.values()
			.stream()
			.filter((consent) -> consent.principalName().equals(principalName) && isLive(consent, now))
			.toList();
	}

	@Override
	public void save(StoredConsent consent) {
		this.consents.put(consent.id(), consent);
	}

	@Override
	public void remove(String id) {
		this.consents.invalidate(id);
	}

	@Override
	public void removeByClientHash(String clientHash) {
		this.consents.asMap().values().removeIf((consent) -> consent.clientHash().equals(clientHash));
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		List<String> expired = this.consents.asMap()
			.values()
			.stream()
			.filter((consent) -> !isLive(consent, now))
			.limit(limit)
			.map(StoredConsent::id)
			.toList();
		this.consents.invalidateAll(expired);
		return expired.size();
	}

	/** How many there are; for tests of the bound. */
	long size() {
		this.consents.cleanUp();
		return this.consents.estimatedSize();
	}

}
