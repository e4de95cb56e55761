package io.github.mcpoauth.fault;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.PostgresServer;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A PostgreSQL that is stopped, or stands still, while applications use it.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(180)
class DatabaseFaultTests {

	private static final int CLIENTS = 4;

	@RegisterExtension
	static final PostgresServer postgres = PostgresServer.start();

	private static final String[] STORE = { "mcp.oauth.registration.store=jdbc",
			"mcp.oauth.authorization-server.jdbc.initialize-schema=always", "spring.autoconfigure.exclude=",
			"spring.datasource.url=" + postgres.url(), "spring.datasource.username=postgres",
			"spring.datasource.hikari.connection-timeout=3000" };

	@RegisterExtension
	static final TestServer server = TestServer.start(with("mcp.oauth.authorization-server.store=jdbc",
			"mcp.oauth.secret=" + FacadeServer.SECRET, "mcp.oauth.authorization-server.refresh-token-grace-period=1m"));

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start(with());

	private final Http http = new Http();

	private static String[] with(String... more) {
		return Stream.concat(Stream.of(STORE), Stream.of(more)).toArray(String[]::new);
	}

	@Tag("FT12")
	@Test
	void loginWhenDatabaseIsRestartedInTheMiddleThenItGoesOn(CapturedOutput output) {
		OAuthFlow before = OAuthFlow.register(server);
		Map<String, Object> tokens = before.tokens();
		OAuthFlow half = OAuthFlow.register(server);
		Element page = half.consentPage(half.request());
		OAuthFlow redeeming = OAuthFlow.register(server);
		Map<String, String> redeem = redeeming.tokenRequest(redeeming.code());

		postgres.stop();
		assertUnavailable(redeeming.token(redeem));
		assertUnavailable(refresh(before, tokens));
		assertUnavailable(register(server));
		assertUnavailable(register(facade.server()));
		assertPage(half.authorize(half.request()));
		assertPage(half.decide(page, "approve"));
		assertThat(before.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		assertThat(FacadeFlow.callMcp(facade.server(), facade.provider().tokens().valid()).status()).isEqualTo(200);
		assertThat(before.callMcp("not-a-token").status()).isEqualTo(401);
		assertThat(output).contains("The database").doesNotContain((String) tokens.get("refresh_token"));

		postgres.startAgain();
		Awaitility.await().until(() -> register(server).status() == 201);
		assertThat(redeeming.token(redeem).json()).containsKeys("access_token", "refresh_token");
		String code = half.decide(page, "approve").redirectParameters().get("code");
		assertThat(half.token(half.tokenRequest(code)).json()).containsKey("access_token");
		Reply refreshed = refresh(before, tokens);
		assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
		assertThat(register(facade.server()).status()).isEqualTo(201);
	}

	/**
	 * The connections are there and nothing comes back: the timeout of a statement is no
	 * help, since the database would have to act on it.
	 */
	@Tag("FT13")
	@Tag("FT12")
	@Test
	void tokenWhenDatabaseStandsStillThenNobodyWaitsForEverAndCallersDoNotNotice() throws Exception {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, Object> tokens = flow.tokens();
		List<OAuthFlow> clients = Stream.generate(() -> OAuthFlow.register(server)).limit(CLIENTS).toList();
		List<Map<String, Object>> theirs = clients.stream().map(OAuthFlow::tokens).toList();
		ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
		CountDownLatch busy = new CountDownLatch(2 * CLIENTS);
		List<CompletableFuture<Reply>> refused = IntStream.range(0, CLIENTS)
			.mapToObj((i) -> CompletableFuture
				.supplyAsync(() -> refreshWhilePossible(clients.get(i), theirs.get(i), busy), threads))
			.toList();
		busy.await();
		postgres.freeze();
		try {
			for (int i = 0; i < 20; i++) {
				assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
			}
			refused.forEach((reply) -> assertUnavailable(reply.join()));
			assertUnavailable(register(facade.server()));
		}
		finally {
			postgres.thaw();
			threads.shutdownNow();
		}
		Awaitility.await().until(() -> register(server).status() == 201);
		Reply refreshed = refresh(flow, tokens);
		assertThat(refreshed.status()).as(refreshed.body()).isEqualTo(200);
	}

	private Reply refreshWhilePossible(OAuthFlow flow, Map<String, Object> tokens, CountDownLatch done) {
		Reply reply = refresh(flow, tokens);
		while (reply.status() == 200) {
			done.countDown();
			reply = refresh(flow, reply.json());
		}
		return reply;
	}

	private Reply refresh(OAuthFlow flow, Map<String, Object> tokens) {
		return flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
	}

	private Reply register(TestServer where) {
		return this.http.postJson(where.url("/oauth2/register"), ClientRequests.registration(""));
	}

	private static void assertUnavailable(Reply reply) {
		assertThat(reply.status()).as(reply.body()).isEqualTo(503);
		assertThat(reply.json()).containsEntry("error", "temporarily_unavailable");
		assertThat(reply.header("Retry-After")).isNotNull();
	}

	private static void assertPage(Reply reply) {
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isNotNull();
		assertThat(reply.location()).isNull();
		assertThat(reply.body()).contains("Please try again").doesNotContain("Exception", "jdbc:");
	}

}
