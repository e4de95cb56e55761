package io.github.mcpoauth.registration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.RedisAccess;

/**
 * Keeps registrations in Redis. A change is one script, so that it is made as a whole.
 * Thread-safe.
 * <p>
 * Keys, behind the prefix: {@code registration:<client_id>} is a hash with the
 * registration, {@code registrations:unused}, {@code registrations:used} and
 * {@code registrations:expiring} are sorted sets of identifiers by the times of
 * registration, last use and expiry.
 */
public final class RedisRegistrationStore implements RegistrationStore {

	/**
	 * KEYS: the registration, unused, used, expiring. ARGV: id, version, content, expiry,
	 * time of registration, the beginning of keys of registrations, how many there may
	 * be.
	 */
	private static final RedisScript<Boolean> INSERT = RedisScript.of("""
			if redis.call('EXISTS', KEYS[1]) == 1 then
				return false
			end
			while redis.call('ZCARD', KEYS[2]) + redis.call('ZCARD', KEYS[3]) >= tonumber(ARGV[7]) do
				local gone = redis.call('ZPOPMIN', KEYS[2])
				if #gone == 0 then
					gone = redis.call('ZPOPMIN', KEYS[3])
				end
				redis.call('DEL', ARGV[6] .. gone[1])
				redis.call('ZREM', KEYS[4], gone[1])
			end
			redis.call('HSET', KEYS[1], 'version', ARGV[2], 'content', ARGV[3])
			redis.call('ZADD', KEYS[2], ARGV[5], ARGV[1])
			if ARGV[4] ~= '' then
				redis.call('PEXPIREAT', KEYS[1], ARGV[4])
				redis.call('ZADD', KEYS[4], ARGV[4], ARGV[1])
			end
			return true
			""", Boolean.class);

	/**
	 * KEYS: the registration, expiring. ARGV: id, expected version, version, content,
	 * expiry.
	 */
	private static final RedisScript<Boolean> REPLACE = RedisScript.of("""
			if redis.call('HGET', KEYS[1], 'version') ~= ARGV[2] then
				return false
			end
			redis.call('HSET', KEYS[1], 'version', ARGV[3], 'content', ARGV[4])
			if ARGV[5] ~= '' then
				redis.call('PEXPIREAT', KEYS[1], ARGV[5])
				redis.call('ZADD', KEYS[2], ARGV[5], ARGV[1])
			else
				redis.call('PERSIST', KEYS[1])
				redis.call('ZREM', KEYS[2], ARGV[1])
			end
			return true
			""", Boolean.class);

	/** KEYS: the registration, unused, used, expiring. ARGV: id. */
	private static final RedisScript<Boolean> DELETE = RedisScript.of("""
			for i = 2, 4 do
				redis.call('ZREM', KEYS[i], ARGV[1])
			end
			return redis.call('DEL', KEYS[1]) == 1
			""", Boolean.class);

	/** KEYS: the registration, unused, used. ARGV: id, time. */
	private static final RedisScript<Boolean> TOUCH = RedisScript.of("""
			if redis.call('EXISTS', KEYS[1]) == 0 then
				return false
			end
			redis.call('HSET', KEYS[1], 'used', ARGV[2])
			redis.call('ZREM', KEYS[2], ARGV[1])
			redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
			return true
			""", Boolean.class);

	/**
	 * KEYS: unused, used, expiring. ARGV: the beginning of keys of registrations, now,
	 * since when unused, how many.
	 */
	private static final RedisScript<Long> EVICT = RedisScript.of("""
			local gone = 0
			local function forget(ids)
				for _, id in ipairs(ids) do
					redis.call('DEL', ARGV[1] .. id)
					for i = 1, 3 do
						redis.call('ZREM', KEYS[i], id)
					end
					gone = gone + 1
				end
			end
			forget(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[2], 'LIMIT', 0, ARGV[4]))
			forget(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[3], 'LIMIT', 0, ARGV[4] - gone))
			return gone
			""", Long.class);

	private static final List<String> FIELDS = List.of("version", "content", "used");

	private final RedisAccess redis;

	private final RegistrationCodec codec;

	private final String registrations;

	private final String unused;

	private final String used;

	private final String expiring;

	private final int maximum;

	/**
	 * Makes a store.
	 * @param connections leads to Redis 6.2 or later
	 * @param prefix of all keys; with braces in it, all keys are in one slot of a cluster
	 * @param sealer makes registrations unreadable there
	 * @param maximum how many registrations it keeps, at least one
	 */
	public RedisRegistrationStore(RedisConnectionFactory connections, String prefix, Sealer sealer, int maximum) {
		this.redis = new RedisAccess(connections);
		this.codec = new RegistrationCodec(sealer);
		this.registrations = prefix + "registration:";
		this.unused = prefix + "registrations:unused";
		this.used = prefix + "registrations:used";
		this.expiring = prefix + "registrations:expiring";
		this.maximum = maximum;
	}

	@Override
	public void insert(Registration registration) {
		boolean inserted = this.redis.query((template) -> template.execute(INSERT,
				List.of(key(registration.clientId()), this.unused, this.used, this.expiring), registration.clientId(),
				String.valueOf(registration.version()), this.codec.encode(registration), expiry(registration),
				millis(registration.issuedAt()), this.registrations, String.valueOf(this.maximum)));
		if (!inserted) {
			throw new IllegalStateException("The client identifier is taken");
		}
	}

	@Override
	public Optional<Registration> find(String clientId) {
		List<@Nullable String> values = this.redis
			.query((template) -> template.<String, String>opsForHash().multiGet(key(clientId), FIELDS));
		String version = values.get(0);
		String content = values.get(1);
		String lastUsedAt = values.get(2);
		if (version == null || content == null) {
			return Optional.empty();
		}
		return this.codec.decode(clientId, Long.parseLong(version),
				(lastUsedAt != null) ? Instant.ofEpochMilli(Long.parseLong(lastUsedAt)) : null, content);
	}

	@Override
	public boolean replace(Registration registration, long expectedVersion) {
		return this.redis
			.query((template) -> template.execute(REPLACE, List.of(key(registration.clientId()), this.expiring),
					registration.clientId(), String.valueOf(expectedVersion), String.valueOf(registration.version()),
					this.codec.encode(registration), expiry(registration)));
	}

	@Override
	public boolean delete(String clientId) {
		return this.redis.query((template) -> template.execute(DELETE,
				List.of(key(clientId), this.unused, this.used, this.expiring), clientId));
	}

	@Override
	public void touch(String clientId, Instant usedAt) {
		this.redis.query((template) -> template.execute(TOUCH, List.of(key(clientId), this.unused, this.used), clientId,
				millis(usedAt)));
	}

	@Override
	public int evict(Instant now, Instant unusedSince, int limit) {
		Long gone = this.redis
			.query((template) -> template.execute(EVICT, List.of(this.unused, this.used, this.expiring),
					this.registrations, millis(now), millis(unusedSince), String.valueOf(limit)));
		return gone.intValue();
	}

	private String key(String clientId) {
		return this.registrations + clientId;
	}

	private static String expiry(Registration registration) {
		return (registration.expiresAt() != null) ? millis(registration.expiresAt()) : "";
	}

	private static String millis(Instant time) {
		return String.valueOf(time.toEpochMilli());
	}

}
