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
class JdbcUpstreamTokenStoreTests {

	/**
	 * What every database has to show.
	 */
	abstract static class Contract extends UpstreamTokenStoreContract {

		private final TestDatabase database;

		Contract(TestDatabase database) {
			this.database = database;
		}

		@Override
		UpstreamTokenStore store() {
			return new JdbcUpstreamTokenStore(this.database.dataSource(), this.clock);
		}

		@Override
		UpstreamTokenStore otherInstance() {
			return new JdbcUpstreamTokenStore(this.database.dataSource(), this.clock);
		}

		@Test
		void removeExpiredWhenSomeAreThenTheyGoInBatches() {
			this.database.clear("mcp_oauth_upstream_token");
			for (int i = 0; i < 5; i++) {
				store().save(tokens("number " + i), null);
			}
			assertThat(store().removeExpired(this.clock.instant(), 10)).isZero();
			this.clock.advance(Duration.ofHours(1));
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(3);
			assertThat(this.database.count("mcp_oauth_upstream_token")).isEqualTo(2);
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(2);
			assertThat(this.database.count("mcp_oauth_upstream_token")).isZero();
		}

		/** What a person took back stays so even if the application rolls back. */
		@Test
		void removeWhenCallerRollsBackThenStaysRemoved() {
			store().save(tokens("a"), null);
			TransactionTemplate transaction = new TransactionTemplate(
					new JdbcTransactionManager(this.database.dataSource()));
			transaction.executeWithoutResult((status) -> {
				store().remove(id("a"), null);
				status.setRollbackOnly();
			});
			assertThat(store().find(id("a"))).isNull();
		}

		@Tag("FT12")
		@Test
		void findWhenTableIsMissingThenUnavailable() {
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> new JdbcUpstreamTokenStore(this.database.empty(), this.clock).find("any"));
		}

	}

	@Nested
	class OnH2 extends Contract {

		private static final TestDatabase DATABASE = TestDatabase.h2(JdbcUpstreamTokenStore.class);

		OnH2() {
			super(DATABASE);
		}

	}

	@Nested
	class OnPostgres extends Contract {

		private static final TestDatabase DATABASE = TestDatabase.postgres(JdbcUpstreamTokenStore.class);

		OnPostgres() {
			super(DATABASE);
		}

	}

}
