package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.support.Redis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The store in Redis.
 */
class RedisUpstreamTokenStoreTests extends UpstreamTokenStoreContract {

	private final RedisConnectionFactory connections = Redis.shared().connections();

	private final String prefix = "upstream tokens " + UUID.randomUUID() + ":";

	@Override
	UpstreamTokenStore store() {
		return new RedisUpstreamTokenStore(this.connections, this.prefix, this.clock);
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
		StringRedisTemplate redis = new StringRedisTemplate(this.connections);
		Set<String> keys = redis.keys(this.prefix + "*");
		assertThat(keys).hasSize(1);
		long left = Duration.between(Instant.now(), expiry()).toSeconds();
		assertThat(keys).allSatisfy((key) -> assertThat(redis.getExpire(key)).isBetween(1L, left + 1));
	}

}
