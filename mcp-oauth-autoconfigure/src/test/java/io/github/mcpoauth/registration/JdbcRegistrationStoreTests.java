package io.github.mcpoauth.registration;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.Postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Registrations in a database.
 */
class JdbcRegistrationStoreTests {

	/**
	 * What every database has to show.
	 */
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	abstract static class Contract extends RegistrationStoreContract {

		private final Sealer sealer = new Sealer(KeyRing.random(), Clock.systemUTC());

		private final String platform;

		private final HikariDataSource dataSource = new HikariDataSource();

		private final JdbcClient jdbc = JdbcClient.create(this.dataSource);

		Contract(String platform, String url) {
			this.platform = platform;
			this.dataSource.setJdbcUrl(url);
			this.dataSource.setUsername(platform.equals("h2") ? "sa" : "postgres");
		}

		@BeforeAll
		void initialize() {
			new ResourceDatabasePopulator(
					new ClassPathResource("schema-" + this.platform + ".sql", JdbcRegistrationStore.class))
				.execute(this.dataSource);
		}

		@AfterAll
		void close() {
			this.dataSource.close();
		}

		@Override
		RegistrationStore store(int maximum) {
			this.jdbc.sql("DELETE FROM mcp_oauth_registration").update();
			return new JdbcRegistrationStore(this.dataSource, this.sealer, maximum);
		}

		/** Whoever can write to the table must not make one client of another. */
		@Tag("K2")
		@Test
		void findWhenContentIsAnotherClientsThenNothing() {
			RegistrationStore store = store(10);
			store.insert(registration("client_a", 0, null));
			store.insert(registration("client_b", 0, null));
			this.jdbc
				.sql("UPDATE mcp_oauth_registration SET content = (SELECT content FROM mcp_oauth_registration"
						+ " WHERE client_id = 'client_a') WHERE client_id = 'client_b'")
				.update();
			assertThat(store.find("client_a")).isPresent();
			assertThat(store.find("client_b")).isEmpty();
		}

		/**
		 * What the client was told has to be known even if the application rolls back.
		 */
		@Test
		void insertWhenCallerRollsBackThenStays() {
			RegistrationStore store = store(10);
			TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(this.dataSource));
			transaction.executeWithoutResult((status) -> {
				store.insert(registration("client_a", 0, null));
				status.setRollbackOnly();
			});
			assertThat(store.find("client_a")).isPresent();
		}

		@Test
		void initializeWhenTablesAreThereThenTheyStay() {
			RegistrationStore store = store(10);
			store.insert(registration("client_a", 0, null));
			initialize();
			assertThat(store.find("client_a")).isPresent();
			assertThat(this.jdbc.sql("SELECT COUNT(*) FROM mcp_oauth_registration_lock").query(Integer.class).single())
				.isEqualTo(1);
		}

		@Test
		void insertWhenStoredThenNothingIsReadable() {
			store(10).insert(registration("client_a", 0, null));
			Map<String, Object> row = this.jdbc.sql("SELECT * FROM mcp_oauth_registration").query().singleRow();
			assertThat(String.valueOf(row)).contains("client_a").doesNotContain("a.example");
		}

		/** Who can write to the database can't make one client of another. */
		@Test
		void findWhenContentIsOfAnotherOrAnEarlierOneThenUnknown() {
			RegistrationStore store = store(10);
			Registration first = registration("client_a", 0, null);
			store.insert(first);
			store.insert(registration("client_b", 0, null));
			String before = content("client_a");
			store.replace(first.replacedBy(Map.of(), List.of(), List.of()), 0);
			for (String content : List.of(before, content("client_b"), "no content")) {
				this.jdbc.sql("UPDATE mcp_oauth_registration SET content = ? WHERE client_id = 'client_a'")
					.param(content)
					.update();
				assertThat(store.find("client_a")).isEmpty();
			}
			assertThat(store.find("client_b")).isPresent();
		}

		private String content(String clientId) {
			return this.jdbc.sql("SELECT content FROM mcp_oauth_registration WHERE client_id = ?")
				.param(clientId)
				.query(String.class)
				.single();
		}

		@Tag("FT12")
		@Test
		void findWhenTablesAreMissingThenUnavailable() {
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> new JdbcRegistrationStore(empty(), this.sealer, 1).find("any"));
		}

		abstract DataSource empty();

	}

	@Nested
	class OnH2 extends Contract {

		OnH2() {
			super("h2", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
		}

		@Override
		DataSource empty() {
			HikariDataSource empty = new HikariDataSource();
			empty.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
			return empty;
		}

	}

	@Nested
	class OnPostgres extends Contract {

		OnPostgres() {
			super("postgresql", Postgres.database("registrations"));
		}

		@Override
		DataSource empty() {
			Postgres.database("noregistrations");
			return Postgres.dataSource("noregistrations");
		}

	}

}
