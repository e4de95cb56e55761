package io.github.mcpoauth.authorizationserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What opens a door is in no log, however verbose it is.
 */
@ExtendWith(OutputCaptureExtension.class)
class LoggedSecretsTests {

	private static final String SECRET = "a-canary-secret-of-more-than-thirty-two-characters";

	@Tag("M9")
	@ParameterizedTest
	@ValueSource(strings = { "io.github.mcpoauth", "org.springframework" })
	void logWhenAtTraceThenHoldsNothingThatOpensADoor(String logger, CapturedOutput output) {
		try (TestServer server = TestServer.start("mcp.oauth.secret=" + SECRET,
				"mcp.oauth.scopes.read.description=Read", "logging.level." + logger + "=trace")) {
			List<String> canaries = new ArrayList<>(List.of(SECRET, "wonderland", ClientRequests.VERIFIER));
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
			new Http().postForm(server.url("/oauth2/revoke"),
					Map.of("token", (String) refreshed.get("refresh_token"), "client_id", flow.clientId()));

			assertThat(output).contains("TRACE");
			assertThat(canaries).doesNotContainNull()
				.allSatisfy((canary) -> assertThat(output.getAll()).doesNotContain(canary));
		}
	}

	private static void addTokens(List<String> canaries, Map<String, Object> tokens) {
		canaries.add((String) tokens.get("access_token"));
		canaries.add((String) tokens.get("refresh_token"));
	}

}
