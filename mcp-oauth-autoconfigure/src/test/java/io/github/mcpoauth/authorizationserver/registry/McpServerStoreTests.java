package io.github.mcpoauth.authorizationserver.registry;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where MCP servers elsewhere are kept.
 */
class McpServerStoreTests {

	private static final McpServer WEATHER = server("weather", "https://weather.example.com/mcp");

	private static McpServer server(String id, String url) {
		return new McpServer(id, "Wéather", ResourceIdentifier.of(url), Set.of("a:read"), "hash");
	}

	private static Sealer sealer(String secret) {
		return new Sealer(KeyRing.of(secret, List.of()), Clock.systemUTC());
	}

	/**
	 * What every store has to show.
	 */
	abstract static class Contract {

		abstract McpServerStore store();

		@Test
		void allWhenAddedThenAsItWasUntilRemoved() {
			assertThat(store().all()).isEmpty();
			assertThat(store().add(WEATHER)).isTrue();
			assertThat(store()
				.add(new McpServer("bare", "Bare", ResourceIdentifier.of("https://bare.example"), Set.of(), null)))
				.isTrue();
			assertThat(store().all()).containsExactlyInAnyOrder(WEATHER,
					new McpServer("bare", "Bare", ResourceIdentifier.of("https://bare.example"), Set.of(), null));
			assertThat(store().remove("weather")).isTrue();
			assertThat(store().remove("weather")).isFalse();
			assertThat(store().all()).extracting(McpServer::id).containsExactly("bare");
		}

		@Test
		void addWhenIdentifierOrUrlIsTakenThenNot() {
			assertThat(store().add(WEATHER)).isTrue();
			assertThat(store().add(server("weather", "https://other.example.com/mcp"))).isFalse();
			assertThat(store().add(server("other", "https://weather.example.com/mcp/"))).isFalse();
			assertThat(store().all()).containsExactly(WEATHER);
			store().remove("weather");
			assertThat(store().add(server("other", "https://weather.example.com/mcp"))).isTrue();
		}

		@Tag("FT19")
		@Test
		void addWhenManyWantOneUrlThenOneGetsIt() {
			long added = IntStream.range(0, 16)
				.parallel()
				.filter((i) -> store().add(server("number-" + i, "https://weather.example.com/mcp")))
				.count();
			assertThat(added).isEqualTo(1);
			assertThat(store().all()).hasSize(1);
		}

	}

	@Nested
	class InMemory extends Contract {

		private final McpServerStore store = new InMemoryMcpServerStore();

		@Override
		McpServerStore store() {
			return this.store;
		}

	}

	/**
	 * What every database has to show.
	 */
	abstract static class JdbcContract extends Contract {

		abstract DataSource dataSource();

		static void initialize(DataSource dataSource, String platform) {
			new ResourceDatabasePopulator(
					new ClassPathResource("schema-" + platform + ".sql", AuthorizationStore.class))
				.execute(dataSource);
		}

		@BeforeEach
		void clear() {
			JdbcClient.create(dataSource()).sql("DELETE FROM mcp_oauth_mcp_server").update();
		}

		@Override
		McpServerStore store() {
			return new JdbcMcpServerStore(dataSource(), sealer("a-secret-of-the-tests-with-32-or-more"));
		}

		/** Who can write to the database must not make this server issue tokens. */
		@Test
		void allWhenRowWasWrittenByAnotherThenNotThere() {
			new JdbcMcpServerStore(dataSource(), sealer("another-secret-of-the-tests-with-32")).add(WEATHER);
			store().add(server("moved", "https://moved.example.com"));
			JdbcClient.create(dataSource())
				.sql("UPDATE mcp_oauth_mcp_server SET id = 'elsewhere' WHERE id = 'moved'")
				.update();
			assertThat(store().all()).isEmpty();
		}

	}

	@Nested
	class OnH2 extends JdbcContract {

		private static final DataSource dataSource = JdbcConnectionPool
			.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

		@BeforeAll
		static void initialize() {
			initialize(dataSource, "h2");
		}

		@Override
		DataSource dataSource() {
			return dataSource;
		}

		@Tag("FT12")
		@Test
		void allWhenTableIsMissingThenUnavailable() {
			DataSource empty = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> new JdbcMcpServerStore(empty, sealer("a-secret-of-the-tests-with-32-or-more")).all());
		}

	}

	@Nested
	class OnPostgres extends JdbcContract {

		@BeforeAll
		static void initialize() {
			Postgres.database("servers");
			initialize(Postgres.dataSource("servers"), "postgresql");
		}

		@Override
		DataSource dataSource() {
			return Postgres.dataSource("servers");
		}

	}

	@Nested
	class OnRedis extends Contract {

		private static LettuceConnectionFactory connections;

		private final String prefix = "servers " + UUID.randomUUID() + ":";

		@BeforeAll
		static void connect() {
			connections = new LettuceConnectionFactory(
					new RedisStandaloneConfiguration("localhost", Redis.shared().port()));
			connections.afterPropertiesSet();
			connections.start();
		}

		@AfterAll
		static void disconnect() {
			connections.destroy();
		}

		@Override
		McpServerStore store() {
			return new RedisMcpServerStore(connections, this.prefix, sealer("a-secret-of-the-tests-with-32-or-more"));
		}

		@Test
		void allWhenWrittenByAnotherThenNotThere() {
			new RedisMcpServerStore(connections, this.prefix, sealer("another-secret-of-the-tests-with-32"))
				.add(WEATHER);
			assertThat(store().all()).isEmpty();
			StringRedisTemplate redis = new StringRedisTemplate(connections);
			assertThat(redis.opsForHash().values(this.prefix + "servers").toString()).doesNotContain("weather.example");
		}

	}

}
