package io.github.mcpoauth.registration;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.Redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Registrations in Redis.
 */
class RedisRegistrationStoreTests extends RegistrationStoreContract {

	private final RedisConnectionFactory connections = Redis.shared().connections();

	private final String prefix = "test " + UUID.randomUUID() + ":";

	private final Sealer sealer = new Sealer(KeyRing.random(), Clock.systemUTC());

	@Override
	RegistrationStore store(int maximum) {
		return new RedisRegistrationStore(this.connections, this.prefix, this.sealer, maximum);
	}

	@Tag("FT22")
	@Test
	void insertWhenItEndsThenItsKeyExpires() {
		RegistrationStore store = store(10);
		store.insert(registration("client_a", 0, Instant.now().plusSeconds(90)));
		store.insert(registration("client_b", 0, null));
		StringRedisTemplate redis = new StringRedisTemplate(this.connections);
		assertThat(redis.getExpire(this.prefix + "registration:client_a")).isBetween(80L, 90L);
		assertThat(redis.getExpire(this.prefix + "registration:client_b")).isEqualTo(-1);
	}

	@Tag("FT22")
	@Test
	void replaceWhenItEndsNoMoreThenItsKeyStays() {
		RegistrationStore store = store(10);
		Instant end = Instant.now().plusSeconds(90);
		store.insert(registration("client_a", 0, end));
		assertThat(store.replace(registration("client_a", 0, null).replacedBy(Map.of(), List.of(), List.of()), 0))
			.isTrue();
		assertThat(new StringRedisTemplate(this.connections).getExpire(this.prefix + "registration:client_a"))
			.isEqualTo(-1);
	}

	@Test
	void evictWhenKeyHasExpiredThenItIsNotCountedAnyMore() {
		RegistrationStore store = store(1);
		store.insert(registration("client_a", 0, Instant.now().minusSeconds(1)));
		StringRedisTemplate redis = new StringRedisTemplate(this.connections);
		assertThat(redis.keys(this.prefix + "*")).hasSize(2);
		store.evict(Instant.now(), Instant.EPOCH, 10);
		assertThat(redis.keys(this.prefix + "*")).isEmpty();
	}

	@Tag("FT22")
	@Test
	void insertWhenThereIsNoRoomThenNoKeyOfTheOtherIsLeft() {
		RegistrationStore store = store(1);
		store.insert(registration("client_a", 0, Instant.now().plusSeconds(90)));
		store.insert(registration("client_b", 0, null));
		assertThat(new StringRedisTemplate(this.connections).keys(this.prefix + "*"))
			.containsExactlyInAnyOrder(this.prefix + "registration:client_b", this.prefix + "registrations:unused");
	}

	@Tag("FT22")
	@Test
	void deleteWhenItWasTheLastThenNoKeyIsLeft() {
		RegistrationStore store = store(10);
		store.insert(registration("client_a", 0, Instant.now().plusSeconds(90)));
		store.insert(registration("client_b", 0, null));
		store.touch("client_b", START);
		assertThat(List.of("client_a", "client_b")).allMatch(store::delete);
		assertThat(new StringRedisTemplate(this.connections).keys(this.prefix + "*")).isEmpty();
	}

	@Tag("FT22")
	@Test
	void touchWhenThereIsNoClientThenNoKeyIsLeft() {
		store(10).touch("client_a", START);
		assertThat(new StringRedisTemplate(this.connections).keys(this.prefix + "*")).isEmpty();
	}

	@Test
	void insertWhenStoredThenNothingIsReadable() {
		store(10).insert(registration("client_a", 0, null));
		Map<Object, Object> stored = new StringRedisTemplate(this.connections).opsForHash()
			.entries(this.prefix + "registration:client_a");
		assertThat(stored.keySet()).isEqualTo(Set.of("version", "content"));
		assertThat(String.valueOf(stored)).doesNotContain("a.example");
	}

	@Tag("FT12")
	@Test
	void findWhenRedisIsGoneThenUnavailable() {
		Redis own = Redis.start();
		LettuceConnectionFactory toOwn = Redis.connect(own.port());
		try {
			RegistrationStore store = new RedisRegistrationStore(toOwn, this.prefix, this.sealer, 10);
			store.insert(registration("client_a", 0, null));
			own.close();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.find("client_a"));
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> store.insert(registration("client_b", 0, null)));
		}
		finally {
			toOwn.destroy();
		}
	}

}
