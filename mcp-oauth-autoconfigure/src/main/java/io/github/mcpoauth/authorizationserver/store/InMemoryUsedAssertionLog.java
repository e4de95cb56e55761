package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers used assertions in this process, for an application that has one instance.
 * None is forgotten before its time: only an issuer that is trusted can fill the memory.
 * Thread-safe.
 */
public final class InMemoryUsedAssertionLog implements UsedAssertionLog {

	private final Map<String, Instant> used = new ConcurrentHashMap<>();

	@Override
	public boolean use(String idHash, Instant expiresAt) {
		return this.used.putIfAbsent(idHash, expiresAt) == null;
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		int before = this.used.size();
		this.used.values().removeIf((end) -> !end.isAfter(now));
		return Math.min(limit - 1, Math.max(0, before - this.used.size()));
	}

}
