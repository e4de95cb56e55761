package io.github.mcpoauth.observability;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.DocumentServer;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.Scrape;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What Prometheus reads, over HTTP.
 */
class MetricsScrapeTests {

	private static final String REQUESTS = "mcp_oauth_requests_seconds_count";

	private static final String OUTBOUND = "mcp_oauth_outbound_requests_seconds_count";

	private static final String VALIDATIONS = "mcp_oauth_token_validations_seconds_count";

	private static final String CHALLENGES = "mcp_oauth_challenges_total";

	private static final String GETS = "cache_gets_total";

	private static final AtomicInteger HOSTS = new AtomicInteger();

	@RegisterExtension
	static final DocumentServer documents = DocumentServer.start();

	@Test
	void scrapeWhenClientLogsInThroughTheFacadeThenEachStepIsCounted() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED)) {
			TestServer server = facade.server();
			FacadeFlow flow = FacadeFlow.register(server);
			Map<String, Object> tokens = flow.tokens(server);
			flow.token(server, flow.refreshRequest((String) tokens.get("refresh_token")));
			FacadeFlow.callMcp(server, tokens.get("access_token"));

			Scrape scrape = Scrape.of(server);
			assertThat(scrape.value(REQUESTS, "endpoint", "register", "outcome", "success")).isEqualTo(1);
			assertThat(scrape.value(REQUESTS, "endpoint", "authorize", "outcome", "success")).isEqualTo(1);
			assertThat(scrape.value(REQUESTS, "endpoint", "consent", "outcome", "continued")).isEqualTo(1);
			assertThat(scrape.value(REQUESTS, "endpoint", "callback", "outcome", "granted")).isEqualTo(1);
			assertThat(scrape.value(REQUESTS, "endpoint", "token", "outcome", "success", "grant_type",
					"authorization_code", "error_code", "none", "error", "none"))
				.isEqualTo(1);
			assertThat(scrape.value(REQUESTS, "endpoint", "token", "outcome", "success", "grant_type", "refresh_token"))
				.isEqualTo(1);
			assertThat(
					scrape.value(OUTBOUND, "operation", "token", "outcome", "success", "server_address", "localhost"))
				.isEqualTo(2);
			assertThat(scrape.value(OUTBOUND, "operation", "discovery", "outcome", "success")).isEqualTo(1);
			assertThat(scrape.value(OUTBOUND, "operation", "jwks", "outcome", "success")).isEqualTo(1);
		}
	}

	@Test
	void scrapeWhenUserLogsInAtTheServerItselfThenEachStepIsCounted() {
		try (TestServer server = TestServer.start(Scrape.EXPOSED)) {
			OAuthFlow flow = OAuthFlow.register(server);
			flow.authorize(flow.request());
			flow.login("alice", "a wrong password");
			Map<String, Object> tokens = flow.tokens();
			flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
			flow.token(flow.refreshRequest("a-token-of-nobody"));

			Scrape scrape = Scrape.of(server);
			assertThat(scrape.value(REQUESTS, "endpoint", "register", "outcome", "success")).isEqualTo(1);
			assertThat(scrape.value(REQUESTS, "endpoint", "login", "error_code", "access_denied")).isEqualTo(1);
			assertThat(scrape.value(REQUESTS, "endpoint", "authorize", "outcome", "granted")).isEqualTo(1);
			assertThat(scrape.value(REQUESTS, "endpoint", "consent", "outcome", "success")).isEqualTo(1);
			assertThat(scrape.value(REQUESTS, "endpoint", "token", "outcome", "success")).isEqualTo(2);
			assertThat(scrape.value(REQUESTS, "endpoint", "token", "outcome", "refused", "error_code", "invalid_grant",
					"grant_type", "refresh_token"))
				.isEqualTo(1);
		}
	}

	@Test
	void scrapeWhenUserDeniesThenRefusedAndNotGranted() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED)) {
			FacadeFlow flow = FacadeFlow.register(facade.server());
			flow.decide(facade.server(), FacadeFlow.fields(flow.consentPage(facade.server(), flow.request()), "deny"));
			Scrape scrape = Scrape.of(facade.server());
			assertThat(scrape.value(REQUESTS, "outcome", "granted")).isZero();
			assertThat(
					scrape.value(REQUESTS, "endpoint", "consent", "outcome", "refused", "error_code", "access_denied"))
				.isEqualTo(1);
		}
	}

	@Test
	void scrapeWhenRegistrationIsFloodedThenLimited() {
		try (TestServer server = TestServer.start(Scrape.EXPOSED, "mcp.oauth.rate-limits.registrations-per-minute=2")) {
			IntStream.range(0, 5).forEach((i) -> register(server, ClientRequests.registration("")));
			Scrape scrape = Scrape.of(server);
			assertThat(scrape.value(REQUESTS, "endpoint", "register", "outcome", "success")).isEqualTo(2);
			assertThat(scrape.value(REQUESTS, "endpoint", "register", "outcome", "limited")).isEqualTo(3);
		}
	}

	@Test
	void scrapeWhenTokensAreRefusedThenChallengesSayWhy() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED,
				"mcp.oauth.api-keys.script.sha256=" + "0".repeat(64), "mcp.oauth.tokens.api-key-prefix=key_")) {
			TestServer server = facade.server();
			TestTokens tokens = facade.provider().tokens();
			FacadeFlow.callMcp(server, tokens.with((claims) -> claims.audience("https://other.example")));
			FacadeFlow.callMcp(server, tokens.with((claims) -> claims.issuer("https://other.example")));
			FacadeFlow.callMcp(server,
					tokens.with((claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(90)))));
			FacadeFlow.callMcp(server, tokens.with((claims) -> claims.claim("scope", "another")));
			FacadeFlow.callMcp(server,
					new TestTokens(facade.provider().issuer(), FacadeServer.RESOURCE, TestTokens.key("other", 2048))
						.valid());
			FacadeFlow.callMcp(server, "no-jwt");
			FacadeFlow.callMcp(server, "key_of-nobody");
			new Http().postJson(server.url("/mcp"), "{}");
			new Http().postJson(server.url("/mcp"), "{}", "Origin", "https://evil.example");
			new Http().postJson(server.url("/mcp"), "{}", "X-API-Key", "a", "Authorization", "Bearer b");

			Scrape scrape = Scrape.of(server);
			for (String reason : Set.of("wrong_audience", "wrong_issuer", "expired_token", "insufficient_scope",
					"bad_signature", "malformed_token", "unknown_api_key", "missing_token", "foreign_origin",
					"invalid_request")) {
				assertThat(scrape.value(CHALLENGES, "endpoint", "/mcp", "reason", reason)).as(reason).isEqualTo(1);
			}
			assertThat(scrape.value(CHALLENGES)).isEqualTo(10);
			assertThat(scrape.value(VALIDATIONS, "kind", "jwt", "result", "invalid", "reason", "wrong_audience"))
				.isEqualTo(1);
			assertThat(scrape.value(VALIDATIONS, "kind", "opaque", "result", "invalid", "reason", "malformed_token"))
				.isEqualTo(1);
			assertThat(scrape.value(VALIDATIONS, "kind", "api_key", "result", "invalid", "reason", "unknown_api_key"))
				.isEqualTo(1);
			assertThat(scrape.value(VALIDATIONS, "kind", "jwt", "result", "valid", "reason", "none")).isEqualTo(1);
		}
	}

	@Test
	void scrapeWhenJwtsAreExpectedThenOneThatIsForgedIsToldFromWhatIsNone() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED, "mcp.oauth.upstream.token-verification=jwt")) {
			TestServer server = facade.server();
			String token = facade.provider().tokens().valid();
			FacadeFlow.callMcp(server, "no-jwt");
			FacadeFlow.callMcp(server, token.substring(0, token.lastIndexOf('.')) + ".AAAA");
			Scrape scrape = Scrape.of(server);
			assertThat(scrape.value(CHALLENGES, "reason", "malformed_token")).isEqualTo(1);
			assertThat(scrape.value(CHALLENGES, "reason", "bad_signature")).isEqualTo(1);
		}
	}

	@Test
	void scrapeWhenNothingHasHappenedThenChallengesAreThereAtZero() {
		try (TestServer server = TestServer.start(Scrape.EXPOSED)) {
			Scrape scrape = Scrape.of(server);
			assertThat(scrape.values(CHALLENGES, "reason")).hasSize(16);
			assertThat(scrape.value(CHALLENGES)).isZero();
		}
	}

	@Test
	void scrapeWhenTokenIsKnownThenCallsAreHitsAndNoValidations() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED)) {
			String token = facade.provider().tokens().valid();
			IntStream.range(0, 5)
				.forEach((i) -> assertThat(FacadeFlow.callMcp(facade.server(), token).status()).isEqualTo(200));
			Scrape scrape = Scrape.of(facade.server());
			assertThat(scrape.value(VALIDATIONS)).isEqualTo(1);
			assertThat(scrape.value(GETS, "cache", "mcp.oauth.tokens", "name", "/mcp", "result", "miss")).isEqualTo(1);
			assertThat(scrape.value(GETS, "cache", "mcp.oauth.tokens", "name", "/mcp", "result", "hit")).isEqualTo(4);
			assertThat(scrape.value("cache_size", "cache", "mcp.oauth.tokens")).isEqualTo(1);
		}
	}

	@Test
	void scrapeWhenProviderIsDownThenUnreachableAndUnavailable() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED)) {
			String token = facade.provider().tokens().valid();
			facade.provider().close();
			assertThat(FacadeFlow.callMcp(facade.server(), token).status()).isEqualTo(503);
			Scrape scrape = Scrape.of(facade.server());
			assertThat(scrape.value(OUTBOUND, "operation", "discovery", "outcome", "unreachable", "error",
					"ConnectException"))
				.isPositive();
			assertThat(scrape.value(VALIDATIONS, "result", "unavailable")).isEqualTo(1);
			assertThat(scrape.value(CHALLENGES, "reason", "unavailable")).isEqualTo(1);
		}
	}

	/** Whoever registers clients, or is one, must not fill the memory with series. */
	@Tag("M16")
	@Test
	void scrapeWhenStrangersSendWhateverTheyLikeThenNoNewSeries() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED,
				"mcp.oauth.rate-limits.registrations-per-minute=1000",
				"mcp.oauth.rate-limits.registrations-per-hour=9999",
				"mcp.oauth.rate-limits.failed-authentications-per-minute=1000",
				"mcp.oauth.registration.client-id-metadata-documents.allow-loopback=true")) {
			hostile(facade);
			Set<String> before = Scrape.of(facade.server()).series();
			IntStream.range(0, 5).forEach((i) -> hostile(facade));
			assertThat(Scrape.of(facade.server()).series()).isEqualTo(before);
		}
	}

	private static void hostile(FacadeServer facade) {
		TestServer server = facade.server();
		String random = UUID.randomUUID().toString();
		Http http = new Http();
		FacadeFlow flow = FacadeFlow.withClientId(random);
		flow.authorize(server, flow.request());
		FacadeFlow published = FacadeFlow.withClientId(documents.client("/" + random, ""));
		published.authorize(server, published.request());
		FacadeFlow missing = FacadeFlow.withClientId(documents.url("/missing/" + random));
		missing.authorize(server, missing.request());
		FacadeFlow elsewhere = FacadeFlow.withClientId("https://10.1.2." + HOSTS.incrementAndGet() + "/client");
		elsewhere.authorize(server, elsewhere.request());
		http.postForm(server.url("/oauth2/token"), Map.of("grant_type", random, "client_id", random));
		http.postForm(server.url("/oauth2/token"), Map.of("grant_type", random, "client_id", published.clientId()));
		http.get(server.url("/oauth2/token?grant_type=" + random));
		http.get(server.url("/oauth2/register/" + random), "Authorization", "Bearer " + random);
		http.get(server.url("/oauth2/" + random));
		http.get(server.url("/oauth2/callback?error=" + random + "&state=" + random));
		register(server, ClientRequests.registration(",\"scope\":\"" + random + "\""));
		register(server, "{\"client_name\":\"" + random + "\"}");
		http.send(random.replace("-", "").toUpperCase(), server.url("/oauth2/token"), random);
		http.postJson(server.url("/mcp/" + random), "{\"method\":\"" + random + "\"}");
		http.postJson(server.url("/mcp"), "{\"method\":\"" + random + "\"}", "Origin",
				"https://" + random + ".example");
		FacadeFlow.callMcp(server, random);
		FacadeFlow.callMcp(server,
				facade.provider()
					.tokens()
					.with((header) -> header.keyID(random), (claims) -> claims.subject(random).audience(random)));
	}

	@Tag("M9")
	@Test
	void scrapeWhenEverythingHasHappenedThenNothingThatOpensADoor() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED)) {
			TestServer server = facade.server();
			FacadeFlow flow = FacadeFlow.register(server);
			Reply toProvider = flow.approve(server, flow.request());
			String code = flow.callback(server, toProvider).redirectParameters().get("code");
			Map<String, Object> tokens = flow.token(server, flow.tokenRequest(code)).json();
			FacadeFlow.callMcp(server, tokens.get("access_token"));
			FacadeFlow.callMcp(server, "a-canary-that-is-no-token");
			flow.token(server, flow.refreshRequest("a-canary-that-is-no-token"));
			assertThat(Scrape.of(server).text()).doesNotContain(code, tokens.get("access_token").toString(),
					tokens.get("refresh_token").toString(), flow.clientId(), "a-canary-that-is-no-token",
					FacadeServer.SECRET, ClientRequests.VERIFIER, "a-secret-of-the-facade",
					toProvider.redirectParameters().get("state"));
		}
	}

	/** Spring Boot's own way to turn an observation off. */
	@Test
	void scrapeWhenObservationsAreOffThenNoneAndLoginsWork() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED, "management.observations.enable.mcp.oauth=false",
				"management.metrics.enable.mcp.oauth=false", "management.metrics.enable.cache=false")) {
			FacadeFlow flow = FacadeFlow.register(facade.server());
			Map<String, Object> tokens = flow.tokens(facade.server());
			assertThat(FacadeFlow.callMcp(facade.server(), tokens.get("access_token")).status()).isEqualTo(200);
			assertThat(Scrape.of(facade.server()).series()).isEmpty();
		}
	}

	@Test
	void scrapeWhenTakenThenTimesAreOfTheRequests() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED)) {
			FacadeFlow.register(facade.server());
			Scrape scrape = Scrape.of(facade.server());
			assertThat(scrape.value("mcp_oauth_requests_seconds_sum", "endpoint", "register")).isPositive()
				.isCloseTo(scrape.value("mcp_oauth_requests_seconds_max", "endpoint", "register"), within(0.000_001));
		}
	}

	private static Reply register(TestServer server, String body) {
		return new Http().postJson(server.url("/oauth2/register"), body);
	}

}
