package io.github.mcpoauth.authorizationserver.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.script.RedisScript;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.RedisAccess;

/**
 * Keeps servers in Redis, without an expiry: Redis must not evict them. Thread-safe.
 * <p>
 * Keys, behind the prefix: {@code servers} is a hash with the servers by their
 * identifiers, {@code server-urls} one with the identifiers by the hashes of their URLs.
 */
public final class RedisMcpServerStore implements McpServerStore {

	/** KEYS: servers, URLs. ARGV: identifier, hash of the URL, content. */
	private static final RedisScript<Long> ADD = RedisScript.of("""
			if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 or redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then
				return 0
			end
			redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3])
			redis.call('HSET', KEYS[2], ARGV[2], ARGV[1])
			return 1
			""", Long.class);

	/** KEYS: servers, URLs. ARGV: identifier. */
	private static final RedisScript<Long> REMOVE = RedisScript.of("""
			local server = redis.call('HGET', KEYS[1], ARGV[1])
			if not server then
				return 0
			end
			redis.call('HDEL', KEYS[2], string.sub(server, 1, string.find(server, ' ') - 1))
			return redis.call('HDEL', KEYS[1], ARGV[1])
			""", Long.class);

	private final RedisAccess redis;

	private final List<String> keys;

	private final McpServerCodec codec;

	/**
	 * Makes a store.
	 * @param connections leads to Redis 6.2 or later
	 * @param prefix of all keys; with braces in it, all keys are in one slot of a cluster
	 * @param sealer keeps others from writing servers
	 */
	public RedisMcpServerStore(RedisConnectionFactory connections, String prefix, Sealer sealer) {
		this.redis = new RedisAccess(connections);
		this.keys = List.of(prefix + "servers", prefix + "server-urls");
		this.codec = new McpServerCodec(sealer);
	}

	@Override
	public Collection<McpServer> all() {
		Map<String, String> servers = this.redis
			.query((template) -> template.<String, String>opsForHash().entries(this.keys.get(0)));
		return servers.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> this.codec.read(entry.getKey(),
					entry.getValue().substring(entry.getValue().indexOf(' ') + 1)))
			.filter(Objects::nonNull)
			.toList();
	}

	@Override
	public boolean add(McpServer server) {
		return this.redis.query((template) -> template.execute(ADD, this.keys, server.id(),
				Sha256.base64(server.resource().toString()), this.codec.write(server))) == 1;
	}

	@Override
	public boolean remove(String id) {
		return this.redis.query((template) -> template.execute(REMOVE, this.keys, id)) == 1;
	}

}
