package io.github.mcpoauth.authorizationserver.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tokens in memory, bounded in number: who is forgotten has to log in again.
 * Thread-safe.
 */
public final class InMemoryUpstreamTokenStore implements UpstreamTokenStore {

	private static final long MAX_USERS = 100_000;

	private final Clock clock;

	private final Cache<String, StoredUpstreamTokens> tokens;

	/**
	 * Makes an empty store.
	 * @param clock tells what has expired
	 */
	public InMemoryUpstreamTokenStore(Clock clock) {
		this(clock, MAX_USERS);
	}

	InMemoryUpstreamTokenStore(Clock clock, long maximum) {
		this.clock = clock;
		this.tokens = Caffeine.newBuilder().maximumSize(maximum).build();
	}

	@Override
	public @Nullable StoredUpstreamTokens find(String id) {
		StoredUpstreamTokens found = this.tokens.getIfPresent(id);
		return (found != null && isLive(found, this.clock.instant())) ? found : null;
	}

	private static boolean isLive(StoredUpstreamTokens tokens, Instant now) {
		return now.isBefore(tokens.expiresAt());
	}

	@Override
	public boolean save(StoredUpstreamTokens saved, @Nullable String replaced) {
		Instant now = this.clock.instant();
		StoredUpstreamTokens there = this.tokens.asMap().compute(saved.id(), (id, present) -> {
			String revision = (present != null && isLive(present, now)) ? present.revision() : null;
			return Objects.equals(revision, replaced) ? saved : present;
		});
		return saved.equals(there);
	}

	@Override
	public boolean remove(String id, @Nullable String revision) {
		StoredUpstreamTokens present = find(id);
		return present != null && (revision == null || revision.equals(present.revision())) && ((revision == null)
				? this.tokens.asMap().remove(id) != null : this.tokens.asMap().remove(id, present));
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		List<StoredUpstreamTokens> expired = this.tokens.asMap()
			.values()
			.stream()
			.filter((one) -> !isLive(one, now))
			.limit(limit)
			.toList();
		expired.forEach((one) -> this.tokens.asMap().remove(one.id(), one));
		return expired.size();
	}

	/** How many there are; for tests of the bound. */
	long size() {
		this.tokens.cleanUp();
		return this.tokens.estimatedSize();
	}

}
