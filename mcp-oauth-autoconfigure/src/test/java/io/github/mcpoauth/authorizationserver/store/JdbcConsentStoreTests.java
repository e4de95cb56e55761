package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The store in a database.
 */
class JdbcConsentStoreTests {

	/**
	 * What every database has to show.
	 */
	abstract static class Contract extends ConsentStoreContract {

		private final TestDatabase database;

		Contract(TestDatabase database) {
			this.database = database;
		}

		@Override
		ConsentStore store() {
			return new JdbcConsentStore(this.database.dataSource(), this.clock);
		}

		@Override
		ConsentStore otherInstance() {
			return new JdbcConsentStore(this.database.dataSource(), this.clock);
		}

		@Test
		void removeExpiredWhenSomeAreThenTheyGoInBatches() {
			this.database.clear("mcp_oauth_consent");
			for (int i = 0; i < 5; i++) {
				store().save(consent("number " + i));
			}
			assertThat(store().removeExpired(this.clock.instant(), 10)).isZero();
			this.clock.advance(Duration.ofHours(1));
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(3);
			assertThat(this.database.count("mcp_oauth_consent")).isEqualTo(2);
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(2);
			assertThat(this.database.count("mcp_oauth_consent")).isZero();
		}

		/** What a person took back stays so even if the application rolls back. */
		@Test
		void removeWhenCallerRollsBackThenStaysRemoved() {
			store().save(consent("a"));
			TransactionTemplate transaction = new TransactionTemplate(
					new JdbcTransactionManager(this.database.dataSource()));
			transaction.executeWithoutResult((status) -> {
				store().remove(hash("a"));
				status.setRollbackOnly();
			});
			assertThat(store().find(hash("a"))).isNull();
		}

		@Tag("FT12")
		@Test
		void findWhenTableIsMissingThenUnavailable() {
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> new JdbcConsentStore(this.database.empty(), this.clock).find("any"));
		}

	}

	@Nested
	class OnH2 extends Contract {

		private static final TestDatabase DATABASE = TestDatabase.h2(JdbcConsentStore.class);

		OnH2() {
			super(DATABASE);
		}

	}

	@Nested
	class OnPostgres extends Contract {

		private static final TestDatabase DATABASE = TestDatabase.postgres(JdbcConsentStore.class);

		OnPostgres() {
			super(DATABASE);
		}

	}

}
