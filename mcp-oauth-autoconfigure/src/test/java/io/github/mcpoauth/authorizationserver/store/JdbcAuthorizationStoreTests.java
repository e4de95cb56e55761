package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.Postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The store in a database.
 */
class JdbcAuthorizationStoreTests {

	private static void initialize(DataSource dataSource, String platform) {
		new ResourceDatabasePopulator(
				new ClassPathResource("schema-" + platform + ".sql", JdbcAuthorizationStore.class))
			.execute(dataSource);
	}

	/**
	 * What every database has to show.
	 */
	abstract static class Contract extends AuthorizationStoreContract {

		abstract DataSource dataSource();

		@Override
		AuthorizationStore store() {
			return new JdbcAuthorizationStore(dataSource(), this.clock);
		}

		@Override
		AuthorizationStore otherInstance() {
			return new JdbcAuthorizationStore(dataSource(), this.clock);
		}

		@Test
		void removeExpiredWhenSomeAreThenTheyGoInBatchesWithTheirTokens() {
			JdbcClient.create(dataSource()).sql("DELETE FROM mcp_oauth_authorization").update();
			for (int i = 0; i < 5; i++) {
				StoredAuthorization one = version(1);
				store().save(new StoredAuthorization(one.id().substring(2) + i, 1, one.clientHash(),
						one.principalName(), one.expiresAt(), "content"), hashes("token " + i), Set.of());
			}
			assertThat(store().removeExpired(this.clock.instant(), 10)).isZero();
			pass(Duration.ofHours(1));
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(3);
			assertThat(count("mcp_oauth_authorization")).isEqualTo(2);
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(2);
			assertThat(count("mcp_oauth_token")).isZero();
		}

		private int count(String table) {
			return JdbcClient.create(dataSource()).sql("SELECT COUNT(*) FROM " + table).query(Integer.class).single();
		}

		/** A token that was issued has to be known even if the application rolls back. */
		@Test
		void saveWhenCallerRollsBackThenStaysSaved() {
			TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource()));
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
			initialize(dataSource(), platform());
			assertThat(store().findByTokenHash(hash("a"))).isNotNull();
		}

		abstract String platform();

		@Tag("FT12")
		@Test
		void findWhenTablesAreMissingThenUnavailable() {
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> new JdbcAuthorizationStore(empty(), this.clock).findById("any"));
		}

		abstract DataSource empty();

	}

	@Nested
	class OnH2 extends Contract {

		private static final DataSource dataSource = h2();

		private static DataSource h2() {
			return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
		}

		@BeforeAll
		static void initialize() {
			JdbcAuthorizationStoreTests.initialize(dataSource, "h2");
		}

		@Override
		DataSource dataSource() {
			return dataSource;
		}

		@Override
		String platform() {
			return "h2";
		}

		@Override
		DataSource empty() {
			return h2();
		}

	}

	@Nested
	class OnPostgres extends Contract {

		@BeforeAll
		static void initialize() {
			Postgres.database("store");
			Postgres.database("nothing");
			JdbcAuthorizationStoreTests.initialize(Postgres.dataSource("store"), "postgresql");
		}

		@Override
		DataSource dataSource() {
			return Postgres.dataSource("store");
		}

		@Override
		String platform() {
			return "postgresql";
		}

		@Override
		DataSource empty() {
			return Postgres.dataSource("nothing");
		}

	}

}
