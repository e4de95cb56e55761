package io.github.mcpoauth.fault;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Line;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.PostgresServer;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Answers that are lost on their way: what was asked is done, and who asked does not
 * know.
 */
@Tag("FT14")
@Timeout(180)
class LostReplyTests {

	private static final int MOST_REPLIES = 100;

	private final Http client = new Http();

	/** The client's connection breaks while the answer is on its way. */
	@Test
	void refreshWhenClientDoesNotGetTheAnswerThenAskingAgainHelps() {
		try (TestServer server = TestServer.start(); Line line = Line.to(server.port())) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, String> request = refreshRequest(flow, flow.tokens());
			String url = "http://localhost:" + line.port() + "/oauth2/token";
			line.breakAfter(0);
			assertThatThrownBy(() -> this.client.postForm(url, request)).isInstanceOf(AssertionError.class);
			assertThat(line.isBroken()).isTrue();
			line.mend();
			Reply again = this.client.postForm(url, request);
			assertThat(again.status()).as(again.body()).isEqualTo(200);
			assertUsable(flow, again);
		}
	}

	/**
	 * The store's connection breaks, at each point of a refresh in turn.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "redis" })
	void refreshWhenTheAnswerOfTheStoreIsLostThenAskingAgainHelps(String kind) {
		try (Store store = kind.equals("jdbc") ? Store.postgres() : Store.redis();
				TestServer server = TestServer.start(store.properties())) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, String> request = refreshRequest(flow, flow.tokens());
			int broken = 0;
			for (int replies = 0; replies < MOST_REPLIES && broken == replies; replies++) {
				store.line().breakAfter(replies);
				Reply first = flow.token(request);
				assertThat(first.status()).as("after %s replies: %s", replies, first.body()).isIn(200, 503);
				broken += store.line().isBroken() ? 1 : 0;
				store.line().mend();
				Reply again = awaitAnswer(flow, request);
				assertThat(again.status()).as("after %s replies: %s", replies, again.body()).isEqualTo(200);
				assertUsable(flow, again);
				request = flow.refreshRequest((String) again.json().get("refresh_token"));
			}
			assertThat(broken).as("points at which it broke").isBetween(2, MOST_REPLIES - 1);
		}
	}

	private static Reply awaitAnswer(OAuthFlow flow, Map<String, String> request) {
		return Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> flow.token(request), (reply) -> reply.status() != 503);
	}

	private static Map<String, String> refreshRequest(OAuthFlow flow, Map<String, Object> tokens) {
		return flow.refreshRequest((String) tokens.get("refresh_token"));
	}

	private static void assertUsable(OAuthFlow flow, Reply answer) {
		assertThat(flow.callMcp((String) answer.json().get("access_token")).status()).isEqualTo(200);
		assertThat(answer.json()).containsKey("refresh_token");
	}

	/**
	 * A store at the other end of a line.
	 */
	private record Store(AutoCloseable server, Line line, String... properties) implements AutoCloseable {

		static Store postgres() {
			PostgresServer postgres = PostgresServer.start();
			Line line = Line.to(postgres.port());
			return new Store(postgres, line,
					with("mcp.oauth.authorization-server.store=jdbc",
							"mcp.oauth.authorization-server.jdbc.initialize-schema=always",
							"spring.autoconfigure.exclude=", "spring.datasource.url=" + PostgresServer.url(line.port()),
							"spring.datasource.username=postgres", "spring.datasource.hikari.maximum-pool-size=2",
							"spring.datasource.hikari.connection-timeout=5000"));
		}

		static Store redis() {
			Line line = Line.to(Redis.shared().port());
			return new Store(line, line,
					with("mcp.oauth.authorization-server.store=redis",
							"mcp.oauth.authorization-server.redis.key-prefix=lost " + UUID.randomUUID() + ":",
							"spring.data.redis.port=" + line.port(), "spring.data.redis.timeout=2s"));
		}

		private static String[] with(String... store) {
			return Stream.concat(Stream.of(store), Stream.of("mcp.oauth.secret=" + FacadeServer.SECRET,
					"mcp.oauth.authorization-server.refresh-token-grace-period=1m"))
				.toArray(String[]::new);
		}

		@Override
		public void close() {
			this.line.close();
			try {
				this.server.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
