package io.github.mcpoauth.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.Audited;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.Scrape;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What opens a door is in no log, however verbose it is, in no event and nowhere in
 * Actuator.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoggedSecretAttackTests {

	private static final String SECRET = "a-canary-secret-of-more-than-thirty-two-characters";

	private static final String ADMIN_KEY = "a-canary-admin-key-of-more-than-thirty-two-characters";

	@Tag("M9")
	@Tag("M10")
	@Checklist("A17")
	@ParameterizedTest
	@ValueSource(strings = { "io.github.mcpoauth", "org.springframework" })
	void logWhenAtTraceThenHoldsNothingThatOpensADoor(String logger, CapturedOutput output) {
		Class<?>[] sources = { TestApplication.class, RecordedEvents.class, Audited.class };
		try (TestServer server = TestServer.start(sources,
				with(Audited.EXPOSED, "mcp.oauth.secret=" + SECRET, "mcp.oauth.scopes.read.description=Read",
						"mcp.oauth.server-registry.admin-key=" + ADMIN_KEY, "logging.level." + logger + "=trace",
						"logging.level.io.github.mcpoauth.audit=info"))) {
			List<String> canaries = new ArrayList<>(List.of(SECRET, ADMIN_KEY, ClientRequests.VERIFIER));
			OAuthFlow flow = OAuthFlow.register(server);
			Element page = flow.consentPage(flow.request());
			canaries.add(OAuthFlow.fields(page.selectFirst("form")).get("_csrf"));
			String code = flow.decide(page, "approve").redirectParameters().get("code");
			canaries.add(code);
			canaries.add(flow.browser().cookie("JSESSIONID"));
			Map<String, Object> tokens = flow.token(flow.tokenRequest(code)).json();
			addTokens(canaries, tokens);
			flow.callMcp((String) tokens.get("access_token"));
			flow.callMcp(tokens.get("access_token") + "x");
			Map<String, Object> refreshed = flow.token(flow.refreshRequest((String) tokens.get("refresh_token")))
				.json();
			addTokens(canaries, refreshed);
			flow.token(flow.tokenRequest(code));
			flow.token(flow.refreshRequest("a-canary-that-is-no-token"));
			canaries.add("a-canary-that-is-no-token");
			addConfidentialClient(canaries, server);
			addFailedLogin(canaries, server);
			new Http().postForm(server.url("/oauth2/revoke"),
					Map.of("token", (String) refreshed.get("refresh_token"), "client_id", flow.clientId()));

			String audited = Audited.actuator(server, "auditevents");
			assertThat(audited).contains("MCP_OAUTH_TOKENS_ISSUED", "MCP_OAUTH_CODE_REPLAYED",
					"MCP_OAUTH_CLIENT_AUTHENTICATION_FAILED", "AUTHENTICATION_SUCCESS", "AUTHENTICATION_FAILURE");
			String events = server.bean(RecordedEvents.class).all().toString();
			String shown = Audited.actuator(server, "env") + Audited.actuator(server, "configprops")
					+ Scrape.of(server).text();
			assertThat(shown).contains("mcp.oauth.server-registry.admin-key", "mcp_oauth_requests");
			assertThat(output).contains("TRACE", "MCP_OAUTH_CODE_REPLAYED");
			assertThat(canaries).doesNotContainNull()
				.allSatisfy((canary) -> assertThat(output.getAll()).doesNotContain(canary))
				.allSatisfy((canary) -> assertThat(audited + events + shown).doesNotContain(canary));
			assertThat(output.getAll() + audited + events).doesNotContain("wonderland");
		}
	}

	private static void addConfidentialClient(List<String> canaries, TestServer server) {
		Map<String, Object> client = new Http()
			.postJson(server.url("/oauth2/register"),
					ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_post\""))
			.json();
		canaries.add((String) client.get("client_secret"));
		canaries.add((String) client.get("registration_access_token"));
		canaries.add("a-canary-of-a-guess");
		for (String secret : List.of((String) client.get("client_secret"), "a-canary-of-a-guess")) {
			new Http().postForm(server.url("/oauth2/token"), Map.of("grant_type", "refresh_token", "refresh_token",
					"any", "client_id", (String) client.get("client_id"), "client_secret", secret));
		}
	}

	private static void addFailedLogin(List<String> canaries, TestServer server) {
		OAuthFlow flow = OAuthFlow.register(server);
		flow.authorize(flow.request());
		flow.login("alice", "a-canary-password");
		canaries.add("a-canary-password");
		canaries.add(flow.browser().cookie("JSESSIONID"));
	}

	private static String[] with(String[] some, String... more) {
		return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
	}

	private static void addTokens(List<String> canaries, Map<String, Object> tokens) {
		canaries.add((String) tokens.get("access_token"));
		canaries.add((String) tokens.get("refresh_token"));
	}

}
