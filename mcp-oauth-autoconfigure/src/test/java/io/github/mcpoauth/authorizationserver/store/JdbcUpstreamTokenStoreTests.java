package io.github.mcpoauth.authorizationserver.store;

import java.time.Duration;
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
class JdbcUpstreamTokenStoreTests {

	private static void initialize(DataSource dataSource, String platform) {
		new ResourceDatabasePopulator(
				new ClassPathResource("schema-" + platform + ".sql", JdbcUpstreamTokenStore.class))
			.execute(dataSource);
	}

	/**
	 * What every database has to show.
	 */
	abstract static class Contract extends UpstreamTokenStoreContract {

		abstract DataSource dataSource();

		@Override
		UpstreamTokenStore store() {
			return new JdbcUpstreamTokenStore(dataSource(), this.clock);
		}

		@Override
		UpstreamTokenStore otherInstance() {
			return new JdbcUpstreamTokenStore(dataSource(), this.clock);
		}

		@Test
		void removeExpiredWhenSomeAreThenTheyGoInBatches() {
			JdbcClient.create(dataSource()).sql("DELETE FROM mcp_oauth_upstream_token").update();
			for (int i = 0; i < 5; i++) {
				store().save(tokens("number " + i), null);
			}
			assertThat(store().removeExpired(this.clock.instant(), 10)).isZero();
			this.clock.advance(Duration.ofHours(1));
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(3);
			assertThat(count()).isEqualTo(2);
			assertThat(store().removeExpired(this.clock.instant(), 3)).isEqualTo(2);
			assertThat(count()).isZero();
		}

		private int count() {
			return JdbcClient.create(dataSource())
				.sql("SELECT COUNT(*) FROM mcp_oauth_upstream_token")
				.query(Integer.class)
				.single();
		}

		/** What a person took back stays so even if the application rolls back. */
		@Test
		void removeWhenCallerRollsBackThenStaysRemoved() {
			store().save(tokens("a"), null);
			TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource()));
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
				.isThrownBy(() -> new JdbcUpstreamTokenStore(empty(), this.clock).find("any"));
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
			JdbcUpstreamTokenStoreTests.initialize(dataSource, "h2");
		}

		@Override
		DataSource dataSource() {
			return dataSource;
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
			Postgres.database("upstream_tokens");
			Postgres.database("no_upstream_tokens");
			JdbcUpstreamTokenStoreTests.initialize(Postgres.dataSource("upstream_tokens"), "postgresql");
		}

		@Override
		DataSource dataSource() {
			return Postgres.dataSource("upstream_tokens");
		}

		@Override
		DataSource empty() {
			return Postgres.dataSource("no_upstream_tokens");
		}

	}

}
