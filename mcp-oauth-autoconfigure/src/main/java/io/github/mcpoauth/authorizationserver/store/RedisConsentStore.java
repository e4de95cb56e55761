package io.github.mcpoauth.authorizationserver.store;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.store.RedisAccess;

/**
 * Keeps consents in Redis, which forgets them by itself. A change is one script, so that
 * it is made as a whole. Thread-safe.
 * <p>
 * Keys, behind the prefix: {@code consent:<id>} is a hash with the consent,
 * {@code consents-by:<hash of the name>} and {@code consents-for:<hash of the client>}
 * are sorted sets of ids by their expiry.
 */
public final class RedisConsentStore implements ConsentStore {

	/**
	 * KEYS: the consent, its principal, its client. ARGV: expiry, now, id, client,
	 * principal, content.
	 */
	private static final RedisScript<Boolean> SAVE = RedisScript.of("""
			redis.call('HSET', KEYS[1], 'client', ARGV[4], 'principal', ARGV[5], 'content', ARGV[6],
				'expires', ARGV[1])
			redis.call('PEXPIREAT', KEYS[1], ARGV[1])
			for i = 2, 3 do
				redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', ARGV[2])
				redis.call('ZADD', KEYS[i], ARGV[1], ARGV[3])
				local last = redis.call('ZRANGE', KEYS[i], -1, -1, 'WITHSCORES')
				redis.call('PEXPIREAT', KEYS[i], string.format('%.0f', last[2]))
			end
			return true
			""", Boolean.class);

	private static final List<String> FIELDS = List.of("client", "principal", "expires", "content");

	private final RedisAccess redis;

	private final String prefix;

	private final Clock clock;

	/**
	 * Makes a store.
	 * @param connections leads to Redis 6.2 or later
	 * @param prefix of all keys; with braces in it, all keys are in one slot of a cluster
	 * @param clock tells what has expired; instances may differ by seconds
	 */
	public RedisConsentStore(RedisConnectionFactory connections, String prefix, Clock clock) {
		this.redis = new RedisAccess(connections);
		this.prefix = prefix;
		this.clock = clock;
	}

	@Override
	public @Nullable StoredConsent find(String id) {
		List<String> values = this.redis.fields(consentKey(id), FIELDS);
		if (values == null) {
			return null;
		}
		StoredConsent stored = new StoredConsent(id, values.get(0), values.get(1),
				Instant.ofEpochMilli(Long.parseLong(values.get(2))), values.get(3));
		return this.clock.instant().isBefore(stored.expiresAt()) ? stored : null;
	}

	@Override
	public List<StoredConsent> findByPrincipalName(String principalName) {
		List<StoredConsent> found = new ArrayList<>();
		for (String id : ids(principalKey(principalName))) {
			StoredConsent consent = find(id);
			if (consent != null) {
				found.add(consent);
			}
		}
		return found;
	}

	private Iterable<String> ids(String index) {
		return this.redis.query((template) -> template.opsForZSet().range(index, 0, -1));
	}

	@Override
	public void save(StoredConsent consent) {
		List<String> keys = List.of(consentKey(consent.id()), principalKey(consent.principalName()),
				clientKey(consent.clientHash()));
		this.redis.query((template) -> template.execute(SAVE, keys, String.valueOf(consent.expiresAt().toEpochMilli()),
				String.valueOf(this.clock.millis()), consent.id(), consent.clientHash(), consent.principalName(),
				consent.content()));
	}

	@Override
	public void remove(String id) {
		this.redis.query((template) -> template.delete(consentKey(id)));
	}

	@Override
	public void removeByClientHash(String clientHash) {
		ids(clientKey(clientHash)).forEach(this::remove);
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

	private String consentKey(String id) {
		return this.prefix + "consent:" + id;
	}

	private String principalKey(String name) {
		return this.prefix + "consents-by:" + Sha256.base64(name);
	}

	private String clientKey(String clientHash) {
		return this.prefix + "consents-for:" + clientHash;
	}

}
