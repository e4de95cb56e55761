package io.github.mcpoauth.authorizationserver.store;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import org.jspecify.annotations.Nullable;

/**
 * Keeps authorizations in memory, bounded in number. Thread-safe.
 */
public final class InMemoryAuthorizationStore implements AuthorizationStore {

	private static final long MAX_AUTHORIZATIONS = 100_000;

	private final Clock clock;

	private final Cache<String, Entry> entries;

	private final Cache<String, String> idsByTokenHash = Caffeine.newBuilder()
		.maximumSize(MAX_AUTHORIZATIONS * 8)
		.build();

	/**
	 * Makes an empty store.
	 * @param clock tells what has expired
	 */
	public InMemoryAuthorizationStore(Clock clock) {
		this(clock, MAX_AUTHORIZATIONS);
	}

	InMemoryAuthorizationStore(Clock clock, long maximum) {
		this.clock = clock;
		this.entries = Caffeine.newBuilder()
			.maximumSize(maximum)
			.removalListener(
					(@Nullable String id, @Nullable Entry entry, RemovalCause cause) -> forgetHashes(entry, cause))
			.build();
	}

	private void forgetHashes(@Nullable Entry entry, RemovalCause cause) {
		if (entry != null && cause != RemovalCause.REPLACED) {
			this.idsByTokenHash.invalidateAll(entry.tokenHashes());
		}
	}

	@Override
	public @Nullable StoredAuthorization findById(String id) {
		Entry entry = this.entries.getIfPresent(id);
		return (entry != null && entry.isLive(this.clock.instant())) ? entry.authorization() : null;
	}

	@Override
	public @Nullable StoredAuthorization findByTokenHash(String tokenHash) {
		String id = this.idsByTokenHash.getIfPresent(tokenHash);
		return (id != null) ? findById(id) : null;
	}

	@Override
	public List<StoredAuthorization> findByPrincipalName(String principalName) {
		return find((authorization) -> authorization.principalName().equals(principalName));
	}

	@Override
	public List<StoredAuthorization> findByClientHash(String clientHash) {
		return find((authorization) -> authorization.clientHash().equals(clientHash));
	}

	private List<StoredAuthorization> find(Predicate<StoredAuthorization> condition) {
		Instant now = this.clock.instant();
		return this.entries.asMap()
			.values()
			.stream()
			.filter((entry) -> entry.isLive(now))
			.map(Entry::authorization)
			.filter(condition)
			.toList();
	}

	@Override
	public boolean save(StoredAuthorization authorization, Set<String> added, Set<String> removed) {
		AtomicBoolean saved = new AtomicBoolean();
		this.entries.asMap().compute(authorization.id(), (id, current) -> {
			saved.set(authorization.version() == version(current) + 1);
			return saved.get() ? Entry.after(current, authorization, added, removed) : current;
		});
		if (!saved.get()) {
			return false;
		}
		added.forEach((hash) -> this.idsByTokenHash.put(hash, authorization.id()));
		this.idsByTokenHash.invalidateAll(removed);
		return true;
	}

	private long version(@Nullable Entry current) {
		return (current != null && current.isLive(this.clock.instant())) ? current.authorization().version() : 0;
	}

	@Override
	public void remove(String id) {
		this.entries.invalidate(id);
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		List<String> expired = this.entries.asMap()
			.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().isLive(now))
			.limit(limit)
			.map((entry) -> entry.getKey())
			.toList();
		this.entries.invalidateAll(expired);
		return expired.size();
	}

	/**
	 * An authorization and all hashes by which it is found.
	 */
	private record Entry(StoredAuthorization authorization, Set<String> tokenHashes) {

		static Entry after(@Nullable Entry current, StoredAuthorization authorization, Set<String> added,
				Set<String> removed) {
			Set<String> hashes = new HashSet<>((current != null) ? current.tokenHashes() : Set.of());
			hashes.removeAll(removed);
			hashes.addAll(added);
			return new Entry(authorization, hashes);
		}

		boolean isLive(Instant now) {
			return now.isBefore(this.authorization.expiresAt());
		}

	}

}
