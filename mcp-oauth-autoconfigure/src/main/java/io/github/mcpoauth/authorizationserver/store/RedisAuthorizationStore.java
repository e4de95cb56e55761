package io.github.mcpoauth.authorizationserver.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.store.RedisAccess;

/**
 * Keeps authorizations in Redis, which forgets them by itself. A change is one script, so
 * that it is made as a whole. Thread-safe.
 * <p>
 * Keys, behind the prefix: {@code authorization:<id>} is a hash with the authorization,
 * {@code token:<hash>} has the id, {@code principal:<hash of the name>} and
 * {@code client:<hash>} are sorted sets of ids by their expiry.
 */
public final class RedisAuthorizationStore implements AuthorizationStore {

	/**
	 * KEYS: the authorization, its principal, its client, then tokens. ARGV: expiry, now,
	 * id, version, client, principal, content, and the number of tokens to add; the rest
	 * is removed.
	 */
	private static final RedisScript<Boolean> SAVE = RedisScript.of("""
			local stored = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
			if tonumber(redis.call('HGET', KEYS[1], 'expires') or '0') <= tonumber(ARGV[2]) then
				stored = 0
			end
			if stored + 1 ~= tonumber(ARGV[4]) then
				return false
			end
			redis.call('HSET', KEYS[1], 'version', ARGV[4], 'client', ARGV[5], 'principal', ARGV[6],
				'content', ARGV[7], 'expires', ARGV[1])
			redis.call('PEXPIREAT', KEYS[1], ARGV[1])
			for i = 2, 3 do
				redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', ARGV[2])
				redis.call('ZADD', KEYS[i], ARGV[1], ARGV[3])
				local last = redis.call('ZRANGE', KEYS[i], -1, -1, 'WITHSCORES')
				redis.call('PEXPIREAT', KEYS[i], string.format('%.0f', last[2]))
			end
			for i = 4, #KEYS do
				if i - 3 <= tonumber(ARGV[8]) then
					redis.call('SET', KEYS[i], ARGV[3], 'PXAT', ARGV[1])
				else
					redis.call('DEL', KEYS[i])
				end
			end
			return true
			""", Boolean.class);

	private static final List<String> FIELDS = List.of("version", "client", "principal", "expires", "content");

	private final RedisAccess redis;

	private final String prefix;

	private final Clock clock;

	/**
	 * Makes a store.
	 * @param connections leads to Redis 6.2 or later
	 * @param prefix of all keys; with braces in it, all keys are in one slot of a cluster
	 * @param clock tells what has expired; instances may differ by seconds
	 */
	public RedisAuthorizationStore(RedisConnectionFactory connections, String prefix, Clock clock) {
		this.redis = new RedisAccess(connections);
		this.prefix = prefix;
		this.clock = clock;
	}

	@Override
	public @Nullable StoredAuthorization findById(String id) {
		List<String> values = this.redis.fields(authorizationKey(id), FIELDS);
		if (values == null) {
			return null;
		}
		StoredAuthorization stored = new StoredAuthorization(id, Long.parseLong(values.get(0)), values.get(1),
				values.get(2), Instant.ofEpochMilli(Long.parseLong(values.get(3))), values.get(4));
		return this.clock.instant().isBefore(stored.expiresAt()) ? stored : null;
	}

	@Override
	public @Nullable StoredAuthorization findByTokenHash(String tokenHash) {
		String id = this.redis.find((template) -> template.opsForValue().get(tokenKey(tokenHash)));
		return (id != null) ? findById(id) : null;
	}

	@Override
	public List<StoredAuthorization> findByPrincipalName(String principalName) {
		return findAll(principalKey(principalName));
	}

	@Override
	public List<StoredAuthorization> findByClientHash(String clientHash) {
		return findAll(clientKey(clientHash));
	}

	private List<StoredAuthorization> findAll(String index) {
		List<StoredAuthorization> found = new ArrayList<>();
		for (String id : this.redis.query((template) -> template.opsForZSet().range(index, 0, -1))) {
			StoredAuthorization authorization = findById(id);
			if (authorization != null) {
				found.add(authorization);
			}
		}
		return found;
	}

	@Override
	public boolean save(StoredAuthorization authorization, Set<String> added, Set<String> removed) {
		List<String> keys = new ArrayList<>();
		keys.add(authorizationKey(authorization.id()));
		keys.add(principalKey(authorization.principalName()));
		keys.add(clientKey(authorization.clientHash()));
		addTokenKeys(keys, added);
		addTokenKeys(keys, removed);
		return this.redis.query((template) -> template.execute(SAVE, keys,
				String.valueOf(authorization.expiresAt().toEpochMilli()), String.valueOf(this.clock.millis()),
				authorization.id(), String.valueOf(authorization.version()), authorization.clientHash(),
				authorization.principalName(), authorization.content(), String.valueOf(added.size())));
	}

	private void addTokenKeys(List<String> keys, Collection<String> hashes) {
		hashes.forEach((hash) -> keys.add(tokenKey(hash)));
	}

	@Override
	public void remove(String id) {
		this.redis.query((template) -> template.delete(authorizationKey(id)));
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

	private String authorizationKey(String id) {
		return this.prefix + "authorization:" + id;
	}

	private String tokenKey(String hash) {
		return this.prefix + "token:" + hash;
	}

	private String clientKey(String clientHash) {
		return this.prefix + "client:" + clientHash;
	}

	private String principalKey(String name) {
		return this.prefix + "principal:" + Sha256.base64(name);
	}

}
