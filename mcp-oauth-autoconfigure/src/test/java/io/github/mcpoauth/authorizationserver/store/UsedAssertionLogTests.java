package io.github.mcpoauth.authorizationserver.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An assertion is used once (RFC 7523 section 3, number 7).
 */
class UsedAssertionLogTests {

	/**
	 * What every log does.
	 */
	abstract static class Contract {

		final Instant end = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS);

		abstract UsedAssertionLog log();

		static String hash() {
			return Sha256.base64(UUID.randomUUID().toString());
		}

		@Test
		void useWhenUsedBeforeThenNotAgain() {
			String assertion = hash();
			assertThat(log().use(assertion, this.end)).isTrue();
			assertThat(log().use(assertion, this.end)).isFalse();
			assertThat(log().use(assertion, this.end.plusSeconds(60))).isFalse();
			assertThat(log().use(hash(), this.end)).isTrue();
		}

		@Test
		void useWhenManyDoAtOnceThenOneSucceeds() {
			String assertion = hash();
			List<Boolean> answers = IntStream.range(0, 32)
				.parallel()
				.mapToObj((i) -> log().use(assertion, this.end))
				.toList();
			assertThat(answers).containsOnlyOnce(true);
		}

	}

	/**
	 * What those do that don't forget by themselves.
	 */
	abstract static class PurgedContract extends Contract {

		@Test
		void removeExpiredWhenOneIsOverThenOnlyThatIsForgotten() {
			String over = hash();
			String good = hash();
			log().use(over, this.end);
			log().use(good, this.end.plusMillis(1));
			log().removeExpired(this.end.minusMillis(1), 100);
			assertThat(log().use(over, this.end)).isFalse();
			log().removeExpired(this.end, 100);
			assertThat(log().use(good, this.end)).isFalse();
			assertThat(log().use(over, this.end)).isTrue();
		}

	}

	@Nested
	class InMemory extends PurgedContract {

		private final UsedAssertionLog log = new InMemoryUsedAssertionLog();

		@Override
		UsedAssertionLog log() {
			return this.log;
		}

	}

	abstract static class JdbcContract extends PurgedContract {

		private final TestDatabase database;

		JdbcContract(TestDatabase database) {
			this.database = database;
		}

		@Override
		UsedAssertionLog log() {
			return new JdbcUsedAssertionLog(this.database.dataSource());
		}

		@Tag("FT12")
		@Test
		void useWhenTableIsMissingThenUnavailable() {
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> new JdbcUsedAssertionLog(this.database.empty()).use(hash(), this.end));
		}

		@Tag("FT22")
		@Test
		void removeExpiredWhenThereAreManyThenInBatches() {
			this.database.clear("mcp_oauth_used_assertion");
			IntStream.range(0, 5).forEach((i) -> log().use(hash(), this.end));
			assertThat(log().removeExpired(this.end, 3)).isEqualTo(3);
			assertThat(log().removeExpired(this.end, 3)).isEqualTo(2);
			assertThat(this.database.count("mcp_oauth_used_assertion")).isZero();
		}

	}

	@Nested
	class OnH2 extends JdbcContract {

		private static final TestDatabase DATABASE = TestDatabase.h2(JdbcUsedAssertionLog.class);

		OnH2() {
			super(DATABASE);
		}

	}

	@Nested
	class OnPostgres extends JdbcContract {

		private static final TestDatabase DATABASE = TestDatabase.postgres(JdbcUsedAssertionLog.class);

		OnPostgres() {
			super(DATABASE);
		}

	}

	@Nested
	class InRedis extends Contract {

		private final String prefix = "used " + UUID.randomUUID() + ":";

		@Override
		UsedAssertionLog log() {
			return new RedisUsedAssertionLog(Redis.shared().connections(), this.prefix, Clock.systemUTC());
		}

		/** Not a moment before it is refused anyway, and not for ever. */
		@Tag("FT22")
		@Test
		void useWhenUsedThenTheKeyOutlivesTheAssertionByASecond() {
			log().use(hash(), this.end);
			log().use(hash(), Instant.now().minusSeconds(60));
			StringRedisTemplate redis = new StringRedisTemplate(Redis.shared().connections());
			assertThat(redis.keys(this.prefix + "*")).isNotEmpty()
				.allSatisfy((key) -> assertThat(redis.getExpire(key)).isBetween(0L,
						Duration.between(Instant.now(), this.end).toSeconds() + 2))
				.anySatisfy((key) -> assertThat(redis.getExpire(key))
					.isGreaterThanOrEqualTo(Duration.between(Instant.now(), this.end).toSeconds()));
		}

	}

}
