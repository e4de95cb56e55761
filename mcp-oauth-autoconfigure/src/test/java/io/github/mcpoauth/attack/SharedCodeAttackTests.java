package io.github.mcpoauth.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Postgres;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same code at two instances of an application.
 */
class SharedCodeAttackTests {

	private static void assertOneIsRedeemed(IntFunction<Reply> redeem) {
		List<Reply> replies = IntStream.range(0, 32).parallel().mapToObj(redeem).toList();
		assertThat(replies).extracting(Reply::status).containsOnlyOnce(200).containsOnly(200, 400);
		assertThat(replies).filteredOn((reply) -> reply.status() == 400)
			.allSatisfy((reply) -> assertThat(reply.json()).containsEntry("error", "invalid_grant"));
	}

	/** The provider's codes are good once. */
	@Nested
	@TestInstance(Lifecycle.PER_CLASS)
	class OfTheFacade {

		@AutoClose
		private final FacadeServer facade = FacadeServer.start();

		@AutoClose
		private final TestServer second = this.facade.startInstance();

		private final FacadeFlow flow = FacadeFlow.register(this.facade.server());

		@Tag("C2")
		@Tag("FT19")
		@Test
		void tokenWhenCodeIsRedeemedOnBothAtOnceThenOneSucceeds() {
			this.facade.provider().answerHonestly();
			Reply toProvider = this.flow.approve(this.facade.server(), this.flow.request());
			String code = this.flow.callback(this.second, this.facade.provider().login(toProvider))
				.redirectParameters()
				.get("code");
			Map<String, String> request = this.flow.tokenRequest(code);
			assertOneIsRedeemed((i) -> this.flow.token((i % 2 == 0) ? this.facade.server() : this.second, request));
		}

	}

	/**
	 * What every store has to show.
	 */
	@TestInstance(Lifecycle.PER_CLASS)
	abstract static class Contract {

		@AutoClose
		private final TestServer first;

		@AutoClose
		private final TestServer second;

		private final String clientId;

		Contract(String... store) {
			this.first = start(store);
			this.second = start(store);
			this.clientId = OAuthFlow.register(this.first).clientId();
		}

		private static TestServer start(String... store) {
			return TestServer.start(Stream
				.concat(Stream.of("mcp.oauth.base-url=" + Deployment.BASE_URL, "mcp.oauth.resource.scopes=read",
						SigningKeyMaterial.CONFIGURED, "mcp.oauth.secret=" + FacadeServer.SECRET), Stream.of(store))
				.toArray(String[]::new));
		}

		/** The client in a browser that nobody has logged in with. */
		final OAuthFlow flow() {
			return OAuthFlow.behind(this.first, Deployment.BASE_URL, this.clientId);
		}

		@Tag("C2")
		@Tag("FT19")
		@Test
		void tokenWhenCodeIsRedeemedOnBothAtOnceThenOneSucceeds() {
			OAuthFlow flow = flow();
			OAuthFlow elsewhere = flow.at(this.second);
			Map<String, String> request = flow.tokenRequest(flow.code());
			assertOneIsRedeemed((i) -> ((i % 2 == 0) ? flow : elsewhere).token(request));
		}

		@Tag("C1")
		@Test
		void tokenWhenCodeIsReplayedAtTheOtherThenTheFirstTokensAreRevokedOnBoth() {
			OAuthFlow flow = flow();
			OAuthFlow elsewhere = flow.at(this.second);
			Map<String, String> request = flow.tokenRequest(flow.code());
			Map<String, Object> tokens = flow.token(request).json();
			assertThat(elsewhere.token(request).json()).containsEntry("error", "invalid_grant");
			String accessToken = (String) tokens.get("access_token");
			assertThat(elsewhere.callMcp(accessToken).status()).isEqualTo(401);
			assertThat(flow.token(flow.refreshRequest((String) tokens.get("refresh_token"))).json())
				.containsEntry("error", "invalid_grant");
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> flow.callMcp(accessToken).status() == 401);
		}

	}

	@Nested
	class OnPostgres extends Contract {

		private static final String DATABASE = "codes" + UUID.randomUUID().toString().replace("-", "");

		OnPostgres() {
			super("mcp.oauth.authorization-server.store=jdbc", "spring.autoconfigure.exclude=",
					"mcp.oauth.authorization-server.jdbc.initialize-schema=always",
					"spring.datasource.url=" + Postgres.database(DATABASE), "spring.datasource.username=postgres");
		}

		@Tag("C10")
		@Tag("M15")
		@Test
		void storeWhenDumpedThenHoldsNoCodeTokenOrVerifier() {
			String code = flow().code();
			Map<String, Object> tokens = flow().tokens();
			String dump = dump();
			assertThat(dump).contains("alice");
			for (Object secret : List.of(code, tokens.get("access_token"), tokens.get("refresh_token"))) {
				assertThat(dump.contains((String) secret)).isFalse();
			}
		}

		private static String dump() {
			JdbcClient database = JdbcClient.create(Postgres.dataSource(DATABASE));
			List<String> rows = new ArrayList<>();
			for (String table : database
				.sql("SELECT table_name FROM information_schema.tables " + "WHERE table_schema = 'public'")
				.query(String.class)
				.list()) {
				rows.addAll(database.sql("SELECT t::text FROM " + table + " t").query(String.class).list());
			}
			return String.join("\n", rows);
		}

	}

	@Nested
	class OnRedis extends Contract {

		OnRedis() {
			super("mcp.oauth.authorization-server.store=redis",
					"mcp.oauth.authorization-server.redis.key-prefix=codes " + UUID.randomUUID() + ":",
					"spring.data.redis.port=" + Redis.shared().port());
		}

	}

}
