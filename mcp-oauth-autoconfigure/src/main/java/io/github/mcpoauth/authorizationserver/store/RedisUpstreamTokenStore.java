package io.github.mcpoauth.authorizationserver.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

import io.github.mcpoauth.store.RedisAccess;

/**
 * Keeps tokens in Redis, which forgets them by itself. A change is one script, so that of
 * two at once one succeeds. Thread-safe.
 * <p>
 * The key, behind the prefix: {@code upstream-tokens:<id>} is a hash.
 */
public final class RedisUpstreamTokenStore implements UpstreamTokenStore {

	private static final String LIVE_REVISION = """
			local revision = redis.call('HGET', KEYS[1], 'revision')
			if revision and tonumber(redis.call('HGET', KEYS[1], 'expires')) <= tonumber(ARGV[1]) then
				revision = false
			end
			""";

	/** ARGV: now, revision to replace or nothing, revision, claim, expiry, content. */
	private static final RedisScript<Boolean> SAVE = RedisScript.of(LIVE_REVISION + """
			if (revision or '') ~= ARGV[2] then
				return false
			end
			redis.call('HSET', KEYS[1], 'revision', ARGV[3], 'claimed', ARGV[4], 'expires', ARGV[5],
				'content', ARGV[6])
			redis.call('PEXPIREAT', KEYS[1], ARGV[5])
			return true
			""", Boolean.class);

	/** ARGV: now, revision to remove or nothing. */
	private static final RedisScript<Boolean> REMOVE = RedisScript.of(LIVE_REVISION + """
			if not revision or (ARGV[2] ~= '' and revision ~= ARGV[2]) then
				return false
			end
			redis.call('DEL', KEYS[1])
			return true
			""", Boolean.class);

	private static final List<String> FIELDS = List.of("revision", "claimed", "expires", "content");

	private final RedisAccess redis;

	private final String prefix;

	private final Clock clock;

	/**
	 * Makes a store.
	 * @param connections leads to Redis 6.2 or later
	 * @param prefix of all keys
	 * @param clock tells what has expired; instances may differ by seconds
	 */
	public RedisUpstreamTokenStore(RedisConnectionFactory connections, String prefix, Clock clock) {
		this.redis = new RedisAccess(connections);
		this.prefix = prefix;
		this.clock = clock;
	}

	@Override
	public @Nullable StoredUpstreamTokens find(String id) {
		List<String> values = this.redis.fields(key(id), FIELDS);
		if (values == null) {
			return null;
		}
		StoredUpstreamTokens found = new StoredUpstreamTokens(id, values.get(0), time(values, 1), time(values, 2),
				values.get(3));
		return this.clock.instant().isBefore(found.expiresAt()) ? found : null;
	}

	private static Instant time(List<String> values, int index) {
		return Instant.ofEpochMilli(Long.parseLong(values.get(index)));
	}

	@Override
	public boolean save(StoredUpstreamTokens tokens, @Nullable String replaced) {
		return Boolean.TRUE.equals(this.redis.<Boolean>find((template) -> template.execute(SAVE,
				List.of(key(tokens.id())), String.valueOf(this.clock.millis()), (replaced != null) ? replaced : "",
				tokens.revision(), String.valueOf(tokens.claimedUntil().toEpochMilli()),
				String.valueOf(tokens.expiresAt().toEpochMilli()), tokens.content())));
	}

	@Override
	public boolean remove(String id, @Nullable String revision) {
		return Boolean.TRUE.equals(this.redis.<Boolean>find((template) -> template.execute(REMOVE, List.of(key(id)),
				String.valueOf(this.clock.millis()), (revision != null) ? revision : "")));
	}

	/**
	 * Does nothing: Redis forgets by itself.
	 * @param now ignored
	 * @param limit ignored
	 * @return zero
	 */
	@Override
	public int removeExpired(Instant now, int limit) {
		return 0;
	}

	private String key(String id) {
		return this.prefix + "upstream-tokens:" + id;
	}

}
