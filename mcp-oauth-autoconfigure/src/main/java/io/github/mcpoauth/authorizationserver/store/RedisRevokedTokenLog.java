package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.data.redis.core.script.RedisScript;

import io.github.mcpoauth.store.RedisAccess;

/**
 * Notes revocations in Redis: hashes of tokens in two sorted sets, by the time of the
 * revocation and by the time of the expiry. Thread-safe.
 */
public final class RedisRevokedTokenLog implements RevokedTokenLog {

	/** KEYS: by revocation, by expiry. ARGV: the hash, its revocation, its expiry. */
	private static final RedisScript<Boolean> ADD = RedisScript.of("""
			redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1] .. ' ' .. ARGV[3])
			redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1] .. ' ' .. ARGV[3])
			return true
			""", Boolean.class);

	/** KEYS: by revocation, by expiry. ARGV: now, how many. */
	private static final RedisScript<Long> REMOVE_EXPIRED = RedisScript.of("""
			local expired = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
			for i, member in ipairs(expired) do
				redis.call('ZREM', KEYS[1], member)
				redis.call('ZREM', KEYS[2], member)
			end
			return #expired
			""", Long.class);

	private final RedisAccess redis;

	private final List<String> keys;

	/**
	 * Makes a log.
	 * @param connections leads to Redis 6.2 or later
	 * @param prefix of all keys; with braces in it, all keys are in one slot of a cluster
	 */
	public RedisRevokedTokenLog(RedisConnectionFactory connections, String prefix) {
		this.redis = new RedisAccess(connections);
		this.keys = List.of(prefix + "revoked:by-time", prefix + "revoked:by-expiry");
	}

	@Override
	public void add(Revocation revocation) {
		this.redis.query((template) -> template.execute(ADD, this.keys, revocation.tokenIdHash(),
				String.valueOf(revocation.revokedAt().toEpochMilli()),
				String.valueOf(revocation.expiresAt().toEpochMilli())));
	}

	@Override
	public List<Revocation> since(Instant since) {
		List<Revocation> revocations = new ArrayList<>();
		for (TypedTuple<String> entry : this.redis.query((template) -> template.opsForZSet()
			.rangeByScoreWithScores(this.keys.get(0), since.toEpochMilli(), Double.POSITIVE_INFINITY))) {
			String value = entry.getValue();
			Double time = entry.getScore();
			if (value != null && time != null) {
				String[] parts = value.split(" ", 2);
				revocations.add(new Revocation(parts[0], Instant.ofEpochMilli(time.longValue()),
						Instant.ofEpochMilli(Long.parseLong(parts[1]))));
			}
		}
		return revocations;
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		Long removed = this.redis.query((template) -> template.execute(REMOVE_EXPIRED, this.keys,
				String.valueOf(now.toEpochMilli()), String.valueOf(limit)));
		return removed.intValue();
	}

}
