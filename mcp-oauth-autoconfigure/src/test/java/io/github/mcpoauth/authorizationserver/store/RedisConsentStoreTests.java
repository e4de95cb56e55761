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

	/** One to which scopes are added ends when its first ones do. */
	@Test
	void saveWhenItEndsBeforeOthersThenIndexesLastAsLongAsThose() {
		store().save(consent("a"));
		Instant sooner = this.clock.instant().plusSeconds(60);
		store().save(new StoredConsent(hash("b"), hash("client"), consent("a").principalName(), sooner, "content"));
		StringRedisTemplate redis = new StringRedisTemplate(this.connections);
		assertThat(redis.keys(this.prefix + "consents-*")).hasSize(2)
			.allSatisfy((key) -> assertThat(redis.getExpire(key)).isGreaterThan(120));
	}

	/** Who approves of something every month has an index that ends nevertheless. */
	@Tag("FT22")
	@Test
	void saveWhenOthersHaveExpiredThenIndexesForgetThem() {
		store().save(consent("a"));
		this.clock.advance(Duration.ofMinutes(10));
		store().save(consent("b"));
		StringRedisTemplate redis = new StringRedisTemplate(this.connections);
		assertThat(redis.keys(this.prefix + "consents-*")).hasSize(2)
			.allSatisfy((key) -> assertThat(redis.opsForZSet().zCard(key)).isOne());
	}

}
