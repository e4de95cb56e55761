package io.github.mcpoauth.registration;

import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Keeps registrations in memory: of one instance, until it ends. Thread-safe.
 */
public final class InMemoryRegistrationStore implements RegistrationStore {

	private final int maximum;

	// Both in the order in which they are forgotten
	private final Map<String, Registration> unused = new LinkedHashMap<>();

	private final Map<String, Registration> used = new LinkedHashMap<>();

	/**
	 * Makes an empty store.
	 * @param maximum how many registrations it keeps, at least one
	 */
	public InMemoryRegistrationStore(int maximum) {
		this.maximum = maximum;
	}

	@Override
	public synchronized void insert(Registration registration) {
		if (get(registration.clientId()) != null) {
			throw new IllegalStateException("The client identifier is taken");
		}
		while (this.unused.size() + this.used.size() >= this.maximum) {
			Iterator<String> next = (this.unused.isEmpty() ? this.used : this.unused).keySet().iterator();
			next.next();
			next.remove();
		}
		this.unused.put(registration.clientId(), registration);
	}

	@Override
	public synchronized Optional<Registration> find(String clientId) {
		return Optional.ofNullable(get(clientId));
	}

	private @Nullable Registration get(String clientId) {
		Registration registration = this.used.get(clientId);
		return (registration != null) ? registration : this.unused.get(clientId);
	}

	@Override
	public synchronized boolean replace(Registration registration, long expectedVersion) {
		Registration current = get(registration.clientId());
		if (current == null || current.version() != expectedVersion) {
			return false;
		}
		Map<String, Registration> holder = (current.lastUsedAt() != null) ? this.used : this.unused;
		holder.put(registration.clientId(), registration.usedAt(current.lastUsedAt()));
		return true;
	}

	@Override
	public synchronized boolean delete(String clientId) {
		return this.used.remove(clientId) != null || this.unused.remove(clientId) != null;
	}

	@Override
	public synchronized void touch(String clientId, Instant usedAt) {
		Registration current = get(clientId);
		if (current != null) {
			delete(clientId);
			this.used.put(clientId, current.usedAt(usedAt));
		}
	}

	@Override
	public synchronized int evict(Instant now, Instant unusedSince, int limit) {
		Predicate<Registration> expired = (registration) -> registration.isExpired(now);
		int gone = remove(this.used, expired, limit);
		return gone + remove(this.unused, expired.or((registration) -> registration.issuedAt().isBefore(unusedSince)),
				limit - gone);
	}

	private static int remove(Map<String, Registration> from, Predicate<Registration> which, int limit) {
		List<String> gone = from.values().stream().filter(which).limit(limit).map(Registration::clientId).toList();
		gone.forEach(from::remove);
		return gone.size();
	}

}
