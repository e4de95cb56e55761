package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import io.github.mcpoauth.authorizationserver.store.RevokedTokenLog.Revocation;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.Redis;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How instances tell each other what was revoked.
 */
class RevokedTokenLogTests {

	/**
	 * What every log does.
	 */
	abstract static class Contract {

		private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

		private final Revocation early = revocation("early", 0, 60);

		private final Revocation late = revocation("late", 10, 20);

		abstract RevokedTokenLog log();

		private Revocation revocation(String jti, int revokedAt, int expiresAt) {
			return new Revocation(Sha256.base64(jti), this.start.plusSeconds(revokedAt),
					this.start.plusSeconds(expiresAt));
		}

		@Test
		void sinceWhenSomeAreEarlierThenOnlyLaterOnes() {
			assertThat(log().since(Instant.EPOCH)).isEmpty();
			log().add(this.early);
			log().add(this.late);
			assertThat(log().since(Instant.EPOCH)).containsExactlyInAnyOrder(this.early, this.late);
			assertThat(log().since(this.late.revokedAt())).containsExactly(this.late);
			assertThat(log().since(this.late.revokedAt().plusMillis(1))).isEmpty();
		}

		@Test
		void addWhenRevokedAgainThenOnce() {
			log().add(this.early);
			Revocation again = new Revocation(this.early.tokenIdHash(), this.late.revokedAt(), this.early.expiresAt());
			log().add(again);
			assertThat(log().since(Instant.EPOCH)).containsExactly(again);
		}

		@Test
		void removeExpiredWhenSomeAreThenOnlyThey() {
			log().add(this.early);
			log().add(this.late);
			assertThat(log().removeExpired(this.late.expiresAt().minusMillis(1), 10)).isZero();
			assertThat(log().removeExpired(this.early.expiresAt(), 1)).isOne();
			assertThat(log().since(Instant.EPOCH)).containsExactly(this.early);
			assertThat(log().removeExpired(this.early.expiresAt().plus(Duration.ofDays(1)), 10)).isOne();
			assertThat(log().since(Instant.EPOCH)).isEmpty();
		}

	}

	@Nested
	class InADatabase extends Contract {

		private final JdbcConnectionPool database = JdbcConnectionPool
			.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

		InADatabase() {
			new ResourceDatabasePopulator(new ClassPathResource("schema-h2.sql", JdbcRevokedTokenLog.class))
				.execute(this.database);
		}

		@Override
		RevokedTokenLog log() {
			return new JdbcRevokedTokenLog(this.database);
		}

	}

	@Nested
	class InRedis extends Contract {

		private final String prefix = "log " + UUID.randomUUID() + ":";

		@AutoClose("destroy")
		private final LettuceConnectionFactory connections = new LettuceConnectionFactory("localhost",
				Redis.shared().port());

		InRedis() {
			this.connections.afterPropertiesSet();
			this.connections.start();
		}

		@Override
		RevokedTokenLog log() {
			return new RedisRevokedTokenLog(this.connections, this.prefix);
		}

	}

}
