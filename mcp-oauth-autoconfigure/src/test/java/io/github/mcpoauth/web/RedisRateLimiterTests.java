package io.github.mcpoauth.web;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.support.Redis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limits that are counted in Redis.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisRateLimiterTests {

	private static final RateLimit LIMIT = new RateLimit("test", 10, 30);

	private static final Duration PATIENCE_OF_THE_DRIVER = Duration.ofMinutes(1);

	private final String prefix = "test " + UUID.randomUUID() + ":";

	private final RedisConnectionFactory connections = Redis.shared().connections();

	private RedisRateLimiter limiter() {
		return limiter(this.connections);
	}

	private RedisRateLimiter limiter(RedisConnectionFactory connections) {
		return new RedisRateLimiter(connections, this.prefix, (key) -> Integer.toHexString(key.hashCode()));
	}

	@Tag("K1")
	@Test
	void takeWhenThereAreTwoInstancesThenCountedTogether() {
		try (RedisRateLimiter first = limiter(); RedisRateLimiter second = limiter()) {
			assertThat(taken(first, 6) + taken(second, 100) + taken(first, 100)).isBetween(10L, 11L);
			assertThat(second.take(LIMIT, "a"))
				.hasValueSatisfying((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(7)));
			assertThat(first.take(LIMIT, "b")).isEmpty();
			assertThat(first.take(new RateLimit("other", 10, 30), "a")).isEmpty();
		}
	}

	@Tag("K1")
	@Test
	void takeWhenManyDoAtOnceThenNoneIsLost() {
		try (RedisRateLimiter first = limiter(); RedisRateLimiter second = limiter()) {
			List<RedisRateLimiter> both = List.of(first, second);
			first.peek(LIMIT, "a");
			assertThat(
					IntStream.range(0, 64).parallel().filter((i) -> both.get(i % 2).take(LIMIT, "a").isEmpty()).count())
				.isBetween(10L, 11L);
		}
	}

	@Test
	void peekWhenAskedOftenThenNothingIsCounted() {
		try (RedisRateLimiter limiter = limiter()) {
			IntStream.range(0, 100).forEach((i) -> assertThat(limiter.peek(LIMIT, "a")).isEmpty());
			assertThat(taken(limiter, 100)).isBetween(10L, 11L);
			assertThat(limiter.peek(LIMIT, "a")).isPresent();
		}
	}

	@Test
	void takeWhenLimitIsConfiguredAnewThenCountedAnew() {
		try (RedisRateLimiter limiter = limiter()) {
			taken(limiter, 100);
			assertThat(limiter.take(new RateLimit("test", 11, 30), "a")).isEmpty();
		}
	}

	@Tag("FT22")
	@Test
	void takeWhenCountedThenKeyIsHashedAndExpires() {
		try (RedisRateLimiter limiter = limiter()) {
			limiter.take(LIMIT, "198.51.100.1");
		}
		StringRedisTemplate redis = new StringRedisTemplate(this.connections);
		Set<String> keys = redis.keys(this.prefix + "*");
		assertThat(keys).singleElement().asString().startsWith(this.prefix + "limit:").doesNotContain("198");
		assertThat(redis.getExpire(keys.iterator().next())).isBetween(3500L, 3600L);
	}

	@Tag("FT12")
	@Timeout(20)
	@Test
	void takeWhenRedisIsGoneThenCountedHereWithOneWarning(CapturedOutput output) {
		Redis own = Redis.start();
		LettuceConnectionFactory toOwn = Redis.connect(own.port(), PATIENCE_OF_THE_DRIVER);
		try (RedisRateLimiter limiter = limiter(toOwn)) {
			assertThat(limiter.take(LIMIT, "a")).isEmpty();
			own.close();
			assertThat(taken(limiter, 100)).isEqualTo(10);
			assertThat(limiter.peek(LIMIT, "a")).isPresent();
			assertThat(output.getOut().split("each instance counts limits for itself", -1)).hasSize(2);
		}
		finally {
			toOwn.destroy();
		}
	}

	@Tag("FT12")
	@Timeout(60)
	@Test
	void takeWhenRedisIsBackThenCountedThereAgain(CapturedOutput output) {
		Redis own = Redis.start();
		LettuceConnectionFactory toOwn = Redis.connect(own.port(), PATIENCE_OF_THE_DRIVER);
		try (RedisRateLimiter limiter = new RedisRateLimiter(toOwn, this.prefix, (key) -> "hash", Duration.ZERO)) {
			limiter.take(LIMIT, "a");
			own.close();
			assertThat(taken(limiter, 3)).isEqualTo(3);
			assertThat(output.getOut().split("each instance counts limits for itself", -1)).hasSize(2);
			try (Redis back = Redis.startAt(own.port())) {
				StringRedisTemplate redis = new StringRedisTemplate(Redis.connect(back.port()));
				Awaitility.await().until(() -> {
					limiter.peek(LIMIT, "a");
					limiter.take(LIMIT, "b");
					return redis.hasKey(this.prefix + "limit:hash");
				});
			}
		}
		finally {
			toOwn.destroy();
		}
	}

	@Tag("FT13")
	@Timeout(20)
	@Test
	void takeWhenRedisWasNeverThereThenCountedHere() {
		Redis own = Redis.start();
		own.close();
		LettuceConnectionFactory toOwn = Redis.connect(own.port(), PATIENCE_OF_THE_DRIVER);
		try (RedisRateLimiter limiter = limiter(toOwn)) {
			assertThat(taken(limiter, 100)).isEqualTo(10);
		}
		finally {
			toOwn.destroy();
		}
	}

	private static long taken(RateLimiter limiter, int attempts) {
		return IntStream.range(0, attempts).filter((i) -> limiter.take(LIMIT, "a").isEmpty()).count();
	}

}
