package io.github.mcpoauth.authorizationserver.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.mcpoauth.store.RedisAccess;

/**
 * Remembers used assertions in Redis, each under a key of its own that expires.
 * Thread-safe.
 */
public final class RedisUsedAssertionLog implements UsedAssertionLog {

	private final RedisAccess redis;

	private final String prefix;

	private final Clock clock;

	/**
	 * Makes a log.
	 * @param connections leads to Redis
	 * @param prefix of all keys
	 * @param clock tells how long to keep them
	 */
	public RedisUsedAssertionLog(RedisConnectionFactory connections, String prefix, Clock clock) {
		this.redis = new RedisAccess(connections);
		this.prefix = prefix + "assertion:";
		this.clock = clock;
	}

	@Override
	public boolean use(String idHash, Instant expiresAt) {
		// A second more: Redis has a clock of its own
		Duration kept = Duration.between(this.clock.instant(), expiresAt).plusSeconds(1);
		return this.redis.query((template) -> template.opsForValue()
			.setIfAbsent(this.prefix + idHash, "", (kept.compareTo(Duration.ZERO) > 0) ? kept : Duration.ofSeconds(1)));
	}

	/** Redis forgets by itself. */
	@Override
	public int removeExpired(Instant now, int limit) {
		return 0;
	}

}
