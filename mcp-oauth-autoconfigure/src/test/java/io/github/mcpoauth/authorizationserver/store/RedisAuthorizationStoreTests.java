package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.Redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The store in Redis.
 */
class RedisAuthorizationStoreTests extends AuthorizationStoreContract {

	private final RedisConnectionFactory connections = Redis.shared().connections();

	private final String prefix = "test " + UUID.randomUUID() + ":";

	@Override
	AuthorizationStore store() {
		return new RedisAuthorizationStore(this.connections, this.prefix, this.clock);
	}

	@Override
	AuthorizationStore otherInstance() {
		return new RedisAuthorizationStore(this.connections, this.prefix, this.clock);
	}

	/** FT22: nothing is left for ever. */
	@Tag("FT22")
	@Test
	void saveWhenSavedThenEveryKeyExpiresWithTheAuthorization() {
		store().save(version(1), hashes("a", "b"), Set.of());
		store().save(version(2), hashes("c"), hashes("a"));
		StringRedisTemplate redis = new StringRedisTemplate(this.connections);
		Set<String> keys = redis.keys(this.prefix + "*");
		assertThat(keys).hasSize(5);
		long left = Duration.between(Instant.now(), version(2).expiresAt()).toSeconds();
		assertThat(keys).allSatisfy((key) -> assertThat(redis.getExpire(key)).isBetween(1L, left + 1));
	}

	@Tag("FT12")
	@Test
	void findWhenRedisIsGoneThenUnavailable() {
		Redis own = Redis.start();
		LettuceConnectionFactory toOwn = Redis.connect(own.port());
		try {
			AuthorizationStore store = new RedisAuthorizationStore(toOwn, this.prefix, this.clock);
			store.save(version(1), hashes("a"), Set.of());
			own.close();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.findById("any"));
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> store.save(version(2), hashes("b"), Set.of()));
		}
		finally {
			toOwn.destroy();
		}
	}

}
