package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.support.Redis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store in Redis.
 */
class RedisUpstreamTokenStoreTests extends UpstreamTokenStoreContract {

	private static LettuceConnectionFactory connections;

	private final String prefix = "upstream tokens " + UUID.randomUUID() + ":";

	@BeforeAll
	static void connect() {
		connections = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("localhost", Redis.shared().port()));
		connections.afterPropertiesSet();
		connections.start();
	}

	@AfterAll
	static void disconnect() {
		connections.destroy();
	}

	@Override
	UpstreamTokenStore store() {
		return new RedisUpstreamTokenStore(connections, this.prefix, this.clock);
	}

	@Override
	UpstreamTokenStore otherInstance() {
		return store();
	}

	/** Nothing is left for ever. */
	@Tag("FT22")
	@Test
	void saveWhenSavedThenTheKeyExpiresWithTheTokens() {
		store().save(tokens("a"), null);
		StringRedisTemplate redis = new StringRedisTemplate(connections);
		Set<String> keys = redis.keys(this.prefix + "*");
		assertThat(keys).hasSize(1);
		long left = Duration.between(Instant.now(), expiry()).toSeconds();
		assertThat(keys).allSatisfy((key) -> assertThat(redis.getExpire(key)).isBetween(1L, left + 1));
	}

}
