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
class RedisConsentStoreTests extends ConsentStoreContract {

	private final RedisConnectionFactory connections = Redis.shared().connections();

	private final String prefix = "consents " + UUID.randomUUID() + ":";

	@Override
	ConsentStore store() {
		return new RedisConsentStore(this.connections, this.prefix, this.clock);
	}

	@Override
	ConsentStore otherInstance() {
		return store();
	}

	/** Nothing is left for ever. */
	@Tag("FT22")
	@Test
	void saveWhenSavedThenEveryKeyExpiresWithTheConsent() {
		store().save(consent("a"));
		StringRedisTemplate redis = new StringRedisTemplate(this.connections);
		Set<String> keys = redis.keys(this.prefix + "*");
		assertThat(keys).hasSize(3);
		long left = Duration.between(Instant.now(), consent("a").expiresAt()).toSeconds();
		assertThat(keys).allSatisfy((key) -> assertThat(redis.getExpire(key)).isBetween(1L, left + 1));
	}

}
