package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.util.Set;

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
class JdbcAuthorizationStoreTests {

	/**
	 * What every database has to show.
	 */
	abstract static class Contract extends AuthorizationStoreContract {

		private final TestDatabase database;

		Contract(TestDatabase database) {
			this.database = database;
		}

		@Override
		AuthorizationStore store() {
			return new JdbcAuthorizationStore(this.database.dataSource(), this.clock);
		}

		@Override
		AuthorizationStore otherInstance() {
			return new JdbcAuthorizationStore(this.database.dataSource(), this.clock);
		}

		@Test
		void removeExpiredWhenSomeAreThenTheyGoInBatchesWithTheirTokens() {
			this.database.clear("mcp_oauth_authorization");
			for (int i = 0; i < 5; i++) {
				StoredAuthorization one = version(1);
				store().save(new StoredAuthorization(one.id().substring(2) + i, 1, one.clientHash(),
						one.principalName(), one.expiresAt(), "content"), hashes("token " + i), Set.of());
			}
			assertThat(store().removeExpired(this.clock.instant(), 10)).isZero();
			pass(Duration.ofHours(1));
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(3);
			assertThat(this.database.count("mcp_oauth_authorization")).isEqualTo(2);
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(2);
			assertThat(this.database.count("mcp_oauth_token")).isZero();
		}

		/** A token that was issued has to be known even if the application rolls back. */
		@Test
		void saveWhenCallerRollsBackThenStaysSaved() {
			TransactionTemplate transaction = new TransactionTemplate(
					new JdbcTransactionManager(this.database.dataSource()));
			transaction.executeWithoutResult((status) -> {
				store().save(version(1), hashes("a"), Set.of());
				status.setRollbackOnly();
			});
			assertThat(store().findByTokenHash(hash("a"))).isNotNull();
		}

		@Test
		void saveWhenHashBelongsToAnotherThenNothingIsSaved() {
			store().save(version(1), hashes("a"), Set.of());
			StoredAuthorization other = new StoredAuthorization("other-" + version(1).id().substring(6), 1,
					"c".repeat(44), "mallory", version(1).expiresAt(), "content");
			assertThat(store().save(other, hashes("a"), Set.of())).isFalse();
			assertThat(store().findById(other.id())).isNull();
			assertThat(store().findByTokenHash(hash("a"))).isEqualTo(version(1));
		}

		@Test
		void initializeWhenTablesAreThereThenTheyStay() {
			store().save(version(1), hashes("a"), Set.of());
			this.database.initialize();
			assertThat(store().findByTokenHash(hash("a"))).isNotNull();
		}

		@Tag("FT12")
		@Test
		void findWhenTablesAreMissingThenUnavailable() {
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> new JdbcAuthorizationStore(this.database.empty(), this.clock).findById("any"));
		}

	}

	@Nested
	class OnH2 extends Contract {

		private static final TestDatabase DATABASE = TestDatabase.h2(JdbcAuthorizationStore.class);

		OnH2() {
			super(DATABASE);
		}

	}

	@Nested
	class OnPostgres extends Contract {

		private static final TestDatabase DATABASE = TestDatabase.postgres(JdbcAuthorizationStore.class);

		OnPostgres() {
			super(DATABASE);
		}

	}

}
