package io.github.mcpoauth.registration;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one address may do, over HTTP.
 */
class RateLimitTests {

	private final Http http = new Http();

	@Tag("K1")
	@Checklist("C13")
	@Test
	void registerWhenFloodedThen429AndAHundredAreNoFlood() {
		try (TestServer server = TestServer.start("mcp.oauth.registration.store=memory")) {
			List<Integer> statuses = IntStream.range(0, 400).mapToObj((i) -> register(server).status()).toList();
			assertThat(statuses.subList(0, 100)).containsOnly(201);
			assertThat(statuses.stream().filter((status) -> status == 201)).hasSizeLessThan(350);
			Reply refused = register(server);
			assertThat(refused.status()).isEqualTo(429);
			assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
			assertThat(refused.json()).containsEntry("error", "temporarily_unavailable")
				.containsKey("error_description");
			assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
			assertThat(this.http.get(server.url("/.well-known/oauth-authorization-server")).status()).isEqualTo(200);
		}
	}

	@Tag("K1")
	@Test
	void registerWhenStoreIsFullThenWhoHasATokenStays() {
		try (TestServer server = TestServer.start("mcp.oauth.registration.store=memory",
				"mcp.oauth.registration.max-clients=20", "mcp.oauth.rate-limits.enabled=false")) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, Object> tokens = flow.tokens();
			String unused = OAuthFlow.register(server).clientId();
			IntStream.range(0, 500).forEach((i) -> assertThat(register(server).status()).isEqualTo(201));
			Reply refreshed = flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
			assertThat(refreshed.status()).isEqualTo(200);
			OAuthFlow forgotten = OAuthFlow.withClientId(server, unused);
			assertThat(forgotten.token(forgotten.refreshRequest("x")).json()).containsEntry("error", "invalid_client");
		}
	}

	@Tag("K15")
	@ParameterizedTest
	@CsvSource({ "relay, a-secret", "direct, ''" })
	void registerWhenHeadersNameOtherAddressesThenCountedAllTheSame(String endpoints, String clientSecret) {
		try (FacadeServer facade = FacadeServer.start("mcp.oauth.facade.endpoints=" + endpoints,
				"mcp.oauth.upstream.client-secret=" + clientSecret,
				"mcp.oauth.rate-limits.registrations-per-minute=3")) {
			int last = 0;
			for (int i = 0; i < 5; i++) {
				last = this.http
					.postJson(facade.server().url((i % 2 == 0) ? "/register" : "/oauth2/register"),
							ClientRequests.registration(""), "X-Forwarded-For", "198.51.100." + i, "Forwarded",
							"for=198.51.100." + i)
					.status();
			}
			assertThat(last).isEqualTo(429);
		}
	}

	@Tag("K1")
	@Test
	void registerWhenUsedUpThenAPageCanReadWhy() {
		try (TestServer server = TestServer.start("mcp.oauth.rate-limits.registrations-per-minute=1",
				"mcp.oauth.rate-limits.registrations-per-hour=1")) {
			register(server);
			Reply refused = this.http.postJson(server.url("/oauth2/register"), ClientRequests.registration(""),
					"Origin", "https://app.example");
			assertThat(refused.status()).isEqualTo(429);
			assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
			assertThat(refused.header("Access-Control-Expose-Headers")).contains("Retry-After");
			assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3000, 3601);
		}
	}

	@Tag("K1")
	@Test
	void registerWhenThereAreTwoInstancesThenCountedTogether() {
		String[] settings = { "mcp.oauth.rate-limits.store=redis", "mcp.oauth.rate-limits.registrations-per-minute=3",
				"mcp.oauth.registration.redis.key-prefix=" + UUID.randomUUID() + ":",
				"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
				"spring.data.redis.port=" + Redis.shared().port() };
		try (TestServer first = TestServer.start(settings); TestServer second = TestServer.start(settings)) {
			connect(first, second);
			assertThat(List.of(register(first), register(second), register(first))).extracting(Reply::status)
				.containsOnly(201);
			Reply refused = register(second);
			assertThat(refused.status()).isEqualTo(429);
			assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 21);
			assertThat(register(first).status()).isEqualTo(429);
		}
	}

	@Tag("FT12")
	@Test
	void registerWhenRedisIsGoneThenEachInstanceLimits() {
		Redis redis = Redis.start();
		try (TestServer server = TestServer.start("mcp.oauth.rate-limits.store=redis",
				"mcp.oauth.rate-limits.registrations-per-minute=3",
				"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
				"spring.data.redis.port=" + redis.port())) {
			connect(server);
			assertThat(register(server).status()).isEqualTo(201);
			redis.close();
			assertThat(IntStream.range(0, 4).mapToObj((i) -> register(server).status())).containsExactly(201, 201, 201,
					429);
		}
	}

	@Tag("M14")
	@Test
	void tokenWhenSecretsAreGuessedThen429ForThatClientOnlyInBothModes() {
		try (FacadeServer facade = FacadeServer.start();
				TestServer server = TestServer.start("mcp.oauth.registration.store=memory")) {
			for (TestServer each : List.of(facade.server(), server)) {
				Map<String, Object> client = registerConfidential(each);
				Map<String, Object> other = registerConfidential(each);
				for (int i = 0; i < 20; i++) {
					assertThat(refresh(each, client, "wrong-" + i).status()).isEqualTo(401);
				}
				Reply refused = refresh(each, client, (String) client.get("client_secret"));
				assertThat(refused.status()).isEqualTo(429);
				assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
				assertThat(refresh(each, other, (String) other.get("client_secret")).json()).containsEntry("error",
						"invalid_grant");
			}
		}
	}

	/** RFC 6749 section 2.3.1: an identifier can be spelled in many ways. */
	@Tag("M14")
	@Test
	void tokenWhenClientIsSpelledInOtherWaysThenItIsTheSameClient() {
		try (FacadeServer facade = FacadeServer.start("mcp.oauth.rate-limits.failed-authentications-per-minute=2");
				TestServer server = TestServer.start("mcp.oauth.rate-limits.failed-authentications-per-minute=2")) {
			for (TestServer each : List.of(facade.server(), server)) {
				String id = (String) registerConfidential(each).get("client_id");
				String first = String.format("%%%02X", (int) id.charAt(0)) + id.substring(1);
				String second = id.charAt(0) + String.format("%%%02X", (int) id.charAt(1)) + id.substring(2);
				assertThat(guess(each, id)).isEqualTo(401);
				assertThat(guess(each, first)).isEqualTo(401);
				assertThat(guess(each, second)).isEqualTo(429);
			}
		}
	}

	private int guess(TestServer server, String clientId) {
		String basic = Base64.getEncoder().encodeToString((clientId + ":wrong").getBytes(StandardCharsets.UTF_8));
		return this.http
			.post(server.url("/oauth2/token"), "application/x-www-form-urlencoded",
					"grant_type=refresh_token&refresh_token=x", "Authorization", "Basic " + basic)
			.status();
	}

	@Tag("M14")
	@Test
	void manageWhenTokensAreGuessedThen429() {
		try (TestServer server = TestServer.start("mcp.oauth.rate-limits.failed-authentications-per-minute=2")) {
			Map<String, Object> client = register(server).json();
			String url = server.url("/oauth2/register/" + client.get("client_id"));
			for (int status : new int[] { 403, 403, 429 }) {
				assertThat(this.http.get(url, "Authorization", "Bearer wrong").status()).isEqualTo(status);
			}
		}
	}

	@Test
	void tokenWhenClientsAreUnknownThenNeverThrottled() {
		try (FacadeServer facade = FacadeServer.start("mcp.oauth.rate-limits.failed-authentications-per-minute=2")) {
			FacadeFlow flow = FacadeFlow.withClientId("unknown");
			for (int i = 0; i < 5; i++) {
				assertThat(flow.token(facade.server(), flow.refreshRequest("x")).status()).isEqualTo(401);
			}
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

	private Reply register(TestServer server) {
		return this.http.postJson(server.url("/oauth2/register"), ClientRequests.registration(""));
	}

	private Map<String, Object> registerConfidential(TestServer server) {
		return this.http
			.postJson(server.url("/oauth2/register"),
					ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_post\""))
			.json();
	}

	private Reply refresh(TestServer server, Map<String, Object> client, String secret) {
		Map<String, String> request = new HashMap<>(
				new ClientRequests((String) client.get("client_id"), null).refresh("x"));
		request.put("client_secret", secret);
		return this.http.postForm(server.url("/oauth2/token"), request);
	}

}
