package io.github.mcpoauth.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limits on authorization, token and revocation requests, over HTTP.
 */
class RequestLimitTests {

	private static final String[] FEW = { "mcp.oauth.rate-limits.token-requests-per-minute=4",
			"mcp.oauth.rate-limits.authorizations-per-minute=2", "mcp.oauth.rate-limits.revocations-per-minute=2" };

	private final Http http = new Http();

	private Reply token(TestServer server, String path, String clientId, String... headers) {
		return this.http.postForm(server.url(path), new ClientRequests(clientId, null).refresh("x"), headers);
	}

	private Reply authorize(TestServer server, String path, String clientId, String... headers) {
		Map<String, String> request = new ClientRequests(clientId, null).authorization();
		return this.http.get(server.url(path + "?" + Http.encode(request)), headers);
	}

	private Reply revoke(TestServer server) {
		return this.http.postForm(server.url("/oauth2/revoke"), Map.of("client_id", "a", "token", "x"));
	}

	private static void assertRefused(Reply reply, String what) {
		assertThat(reply.status()).isEqualTo(429);
		assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 61);
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.json()).containsEntry("error", "temporarily_unavailable")
			.hasEntrySatisfying("error_description",
					(text) -> assertThat(text).asString()
						.startsWith(what + " from this address; try again in ")
						.endsWith(" seconds"));
	}

	@Tag("K1")
	@Test
	void tokenWhenTooManyThen429ForTheClientFirstAndThenForTheAddressInBothModes() {
		try (FacadeServer facade = FacadeServer.start(FEW); TestServer server = TestServer.start(FEW)) {
			for (TestServer each : List.of(facade.server(), server)) {
				String path = "/oauth2/token";
				assertThat(token(each, path, "a").status()).isEqualTo(401);
				assertThat(token(each, path, "a").status()).isEqualTo(401);
				Reply refused = token(each, path, "a", "Origin", "https://app.example");
				assertRefused(refused, "Too many token requests of this client");
				assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
				assertThat(refused.header("Access-Control-Expose-Headers")).contains("Retry-After");
				assertThat(token(each, path, "b").status()).isEqualTo(401);
				assertRefused(token(each, path, "b"), "Too many token requests");
			}
		}
	}

	@Tag("K1")
	@Test
	void authorizeWhenTooManyThenAPageOrJsonAndNobodyIsRedirectedInBothModes() {
		try (FacadeServer facade = FacadeServer.start(FEW); TestServer server = TestServer.start(FEW)) {
			for (TestServer each : List.of(facade.server(), server)) {
				assertThat(authorize(each, "/oauth2/authorize", "a").status()).isNotEqualTo(429);
				Reply page = authorize(each, "/oauth2/authorize", "a", "Accept", "text/html", "Origin",
						"https://app.example");
				assertThat(page.status()).isEqualTo(429);
				assertThat(page.header("Content-Type")).startsWith("text/html");
				assertThat(page.body()).contains("Please wait a moment", "Nothing has been shared");
				assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
				assertThat(Integer.parseInt(page.header("Retry-After"))).isBetween(1, 61);
				assertThat(page.location()).isNull();
				assertThat(page.header("Access-Control-Allow-Origin")).isNull();
				assertRefused(authorize(each, "/oauth2/authorize", "b", "Accept", "application/json"),
						"Too many authorization requests");
			}
		}
	}

	/** Where clients look that found no metadata. */
	@Test
	void requestsWhenAtDefaultPathsThenCountedTogetherWithTheOthers() {
		try (FacadeServer facade = FacadeServer.start(FEW)) {
			TestServer server = facade.server();
			assertThat(authorize(server, "/authorize", "a").status()).isEqualTo(400);
			assertThat(authorize(server, "/oauth2/authorize", "b").status()).isEqualTo(400);
			assertThat(authorize(server, "/authorize", "c").status()).isEqualTo(429);
			for (String path : List.of("/token", "/oauth2/token", "/token", "/oauth2/token")) {
				assertThat(token(server, path, UUID.randomUUID().toString()).status()).isEqualTo(401);
			}
			assertThat(token(server, "/token", "d").status()).isEqualTo(429);
		}
	}

	@Test
	void revokeWhenTooManyThen429InBothModes() {
		try (FacadeServer facade = FacadeServer.start(FEW); TestServer server = TestServer.start(FEW)) {
			for (TestServer each : List.of(facade.server(), server)) {
				assertThat(revoke(each).status()).isEqualTo(401);
				assertRefused(revoke(each), "Too many revocation requests of this client");
			}
		}
	}

	/** Anybody can send any client_id, also that of a client that many people use. */
	@Test
	void tokenWhenSomebodyFloodsInTheNameOfASharedClientThenItsUsersElsewhereGoOn() {
		try (FacadeServer facade = FacadeServer.start("server.forward-headers-strategy=native", FEW[0])) {
			TestServer server = facade.server();
			FacadeFlow victim = FacadeFlow.register(server);
			Map<String, Object> tokens = victim.tokens(server);
			for (int i = 0; i < 10; i++) {
				token(server, "/oauth2/token", victim.clientId(), "X-Forwarded-For", "198.51.100.7");
			}
			assertThat(token(server, "/oauth2/token", victim.clientId(), "X-Forwarded-For", "198.51.100.7").status())
				.isEqualTo(429);
			Reply refreshed = this.http.postForm(server.url("/oauth2/token"),
					victim.refreshRequest((String) tokens.get("refresh_token")), "X-Forwarded-For", "203.0.113.9");
			assertThat(refreshed.status()).isEqualTo(200);
		}
	}

	@Tag("K15")
	@Test
	void tokenWhenHeadersNameOtherAddressesThenCountedAllTheSame() {
		try (FacadeServer facade = FacadeServer.start(FEW)) {
			List<Integer> statuses = IntStream.range(0, 5)
				.mapToObj((i) -> token(facade.server(), "/oauth2/token", "client" + i, "X-Forwarded-For",
						"198.51.100." + i)
					.status())
				.toList();
			assertThat(statuses).containsExactly(401, 401, 401, 401, 429);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "mcp.oauth.rate-limits.enabled=false", "mcp.oauth.rate-limits.token-requests-per-minute=-1" })
	void tokenWhenLimitIsOffThenAnyNumber(String off) {
		try (FacadeServer facade = FacadeServer.start(FEW[0], off)) {
			for (int i = 0; i < 20; i++) {
				assertThat(token(facade.server(), "/oauth2/token", "a").status()).isEqualTo(401);
			}
		}
	}

	@Test
	void tokenWhenAClientMayAsMuchAsItsAddressThenItDoes() {
		try (FacadeServer facade = FacadeServer.start(FEW[0],
				"mcp.oauth.rate-limits.token-requests-per-minute-and-client=4")) {
			List<Integer> statuses = IntStream.range(0, 5)
				.mapToObj((i) -> token(facade.server(), "/oauth2/token", "a").status())
				.toList();
			assertThat(statuses).containsExactly(401, 401, 401, 401, 429);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "registrations", "failed-authentications" })
	void registerWhenItsLimitIsOffThenAnyNumber(String limit) {
		try (FacadeServer facade = FacadeServer.start("mcp.oauth.rate-limits." + limit + "-per-minute=-1",
				"mcp.oauth.rate-limits.registrations-per-hour=" + (limit.startsWith("r") ? "-1" : "1000"))) {
			for (int i = 0; i < 30; i++) {
				assertThat(this.http.postJson(facade.server().url("/oauth2/register"), ClientRequests.registration(""))
					.status()).isEqualTo(201);
				Map<String, String> guess = new HashMap<>(new ClientRequests("a", null).refresh("x"));
				guess.put("client_secret", "wrong");
				int expected = (limit.startsWith("f") || i < 20) ? 401 : 429;
				assertThat(this.http.postForm(facade.server().url("/oauth2/token"), guess).status())
					.isEqualTo(expected);
			}
		}
	}

	/** Of one client in the cloud, from one address, all at once. */
	@Test
	void tokenWhenACloudClientHasManyUsersThenNotLimitedByDefault() {
		try (FacadeServer facade = FacadeServer.start()) {
			assertThat(IntStream.range(0, 1000)
				.mapToObj((i) -> token(facade.server(), "/oauth2/token", "https://cloud.example/client.json").status()))
				.doesNotContain(429);
		}
	}

	@Test
	void tokenWhenThereAreTwoInstancesThenCountedTogether() {
		String[] settings = { "mcp.oauth.rate-limits.store=redis", FEW[0],
				"mcp.oauth.registration.redis.key-prefix=" + UUID.randomUUID() + ":",
				"mcp.oauth.secret=" + FacadeServer.SECRET, "spring.data.redis.port=" + Redis.shared().port() };
		try (TestServer first = TestServer.start(settings); TestServer second = TestServer.start(settings)) {
			connect(first, second);
			assertThat(token(first, "/oauth2/token", "a").status()).isEqualTo(401);
			assertThat(token(second, "/oauth2/token", "a").status()).isEqualTo(401);
			assertRefused(token(first, "/oauth2/token", "a"), "Too many token requests of this client");
			assertThat(token(second, "/oauth2/token", "b").status()).isEqualTo(401);
			assertRefused(token(first, "/oauth2/token", "c"), "Too many token requests");
		}
	}

	/**
	 * To connect for the first time takes longer than a request waits on a busy machine.
	 */
	private static void connect(TestServer... servers) {
		for (TestServer server : servers) {
			server.bean(RedisConnectionFactory.class).getConnection().ping();
		}
	}

	@Tag("FT23")
	@Test
	void authorizeWhenDocumentsAreSlowThenOthersAreNotKept() {
		AtomicBoolean over = new AtomicBoolean();
		CountDownLatch end = new CountDownLatch(1);
		try (DocumentServer documents = DocumentServer.start();
				FacadeServer facade = FacadeServer.start(
						"mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true",
						"mcp.oauth.registration.client-id-metadata-documents.max-concurrent-fetches=1",
						"mcp.oauth.registration.client-id-metadata-documents.fetches-per-minute-and-host=-1")) {
			TestServer server = facade.server();
			documents.handle("/slow", (exchange) -> await(end));
			String other = documents.client("/other", "");
			CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> {
				while (!over.get()) {
					authorize(server, "/oauth2/authorize", documents.url("/slow"));
				}
			});
			Awaitility.await().until(() -> {
				Reply busy = authorize(server, "/oauth2/authorize", other + "/" + UUID.randomUUID());
				return busy.status() == 503 && busy.header("Retry-After") != null;
			});
			assertThat(FacadeFlow.callMcp(server, facade.provider().tokens().valid()).status()).isEqualTo(200);
			over.set(true);
			end.countDown();
			slow.join();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void authorizeWhenAHostIsAskedTooOftenThen503AsConfigured() {
		try (DocumentServer documents = DocumentServer.start();
				FacadeServer facade = FacadeServer.start(
						"mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true",
						"mcp.oauth.registration.client-id-metadata-documents.fetches-per-minute-and-host=2")) {
			for (int status : new int[] { 200, 200, 503 }) {
				String clientId = documents.client("/" + UUID.randomUUID(), "");
				assertThat(authorize(facade.server(), "/oauth2/authorize", clientId).status()).isEqualTo(status);
			}
		}
	}

}
