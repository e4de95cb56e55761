package io.github.mcpoauth.authorizationserver.registry;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.StoreUnavailableException;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.TestDatabase;

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

		private final TestDatabase database;

		JdbcContract(TestDatabase database) {
			this.database = database;
		}

		@BeforeEach
		void clear() {
			this.database.clear("mcp_oauth_mcp_server");
		}

		@Override
		McpServerStore store() {
			return new JdbcMcpServerStore(this.database.dataSource(), sealer("a-secret-of-the-tests-with-32-or-more"));
		}

		/** Who can write to the database must not make this server issue tokens. */
		@Test
		void allWhenRowWasWrittenByAnotherThenNotThere() {
			new JdbcMcpServerStore(this.database.dataSource(), sealer("another-secret-of-the-tests-with-32"))
				.add(WEATHER);
			store().add(server("moved", "https://moved.example.com"));
			this.database.client().sql("UPDATE mcp_oauth_mcp_server SET id = 'elsewhere' WHERE id = 'moved'").update();
			assertThat(store().all()).isEmpty();
		}

		@Tag("FT12")
		@Test
		void allWhenTableIsMissingThenUnavailable() {
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(
					() -> new JdbcMcpServerStore(this.database.empty(), sealer("a-secret-of-the-tests-with-32-or-more"))
						.all());
		}

	}

	@Nested
	class OnH2 extends JdbcContract {

		private static final TestDatabase DATABASE = TestDatabase.h2(AuthorizationStore.class);

		OnH2() {
			super(DATABASE);
		}

	}

	@Nested
	class OnPostgres extends JdbcContract {

		private static final TestDatabase DATABASE = TestDatabase.postgres(AuthorizationStore.class);

		OnPostgres() {
			super(DATABASE);
		}

	}

	@Nested
	class OnRedis extends Contract {

		private final RedisConnectionFactory connections = Redis.shared().connections();

		private final String prefix = "servers " + UUID.randomUUID() + ":";

		@Override
		McpServerStore store() {
			return new RedisMcpServerStore(this.connections, this.prefix,
					sealer("a-secret-of-the-tests-with-32-or-more"));
		}

		@Test
		void allWhenWrittenByAnotherThenNotThere() {
			new RedisMcpServerStore(this.connections, this.prefix, sealer("another-secret-of-the-tests-with-32"))
				.add(WEATHER);
			assertThat(store().all()).isEmpty();
			StringRedisTemplate redis = new StringRedisTemplate(this.connections);
			assertThat(redis.opsForHash().values(this.prefix + "servers").toString()).doesNotContain("weather.example");
		}

	}

}
