package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.authorizationserver.store.RevokedTokenLog.Revocation;
import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.TestDatabase;

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

		private final TestDatabase database = TestDatabase.h2(JdbcRevokedTokenLog.class);

		@Override
		RevokedTokenLog log() {
			return new JdbcRevokedTokenLog(this.database.dataSource());
		}

	}

	@Nested
	class InRedis extends Contract {

		private final String prefix = "log " + UUID.randomUUID() + ":";

		@Override
		RevokedTokenLog log() {
			return new RedisRevokedTokenLog(Redis.shared().connections(), this.prefix);
		}

	}

}
