package io.github.mcpoauth.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.Audited;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.RecordedEvents;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.Scrape;
import io.github.mcpoauth.support.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What opens a door, here or at the provider, is in no log, however verbose it is, in no
 * event and nowhere in Actuator.
 */
@ExtendWith(OutputCaptureExtension.class)
class FacadeLoggedSecretAttackTests {

	@Tag("M9")
	@Tag("M10")
	@Checklist("A17")
	@ParameterizedTest
	@ValueSource(strings = { "io.github.mcpoauth", "org.springframework" })
	void logWhenAtTraceThenHoldsNothingThatOpensADoor(String logger, CapturedOutput output) {
		Class<?>[] sources = { TestApplication.class, RecordedEvents.class, Audited.class };
		try (FacadeServer facade = FacadeServer.start(sources,
				Stream
					.concat(Stream.of(Audited.EXPOSED),
							Stream.of("logging.level." + logger + "=trace",
									"logging.level.io.github.mcpoauth.audit=info"))
					.toArray(String[]::new))) {
			List<String> canaries = new ArrayList<>(
					List.of(FacadeServer.SECRET, ClientRequests.VERIFIER, "a-secret-of-the-facade",
							"the-refresh-token-of-the-provider", "an-id-token", facade.provider().tokens().valid()));
			FacadeFlow flow = FacadeFlow.register(facade.server());
			Map<String, String> approval = FacadeFlow.fields(flow.consentPage(facade.server(), flow.request()),
					"approve");
			canaries.add(approval.get("_csrf"));
			Reply toProvider = flow.decide(facade.server(), approval);
			canaries.add(cookieValue(toProvider));
			String code = flow.callback(facade.server(), toProvider).redirectParameters().get("code");
			canaries.add(code);
			Map<String, Object> tokens = flow.token(facade.server(), flow.tokenRequest(code)).json();
			canaries.add((String) tokens.get("refresh_token"));
			FacadeFlow.callMcp(facade.server(), tokens.get("access_token"));
			flow.token(facade.server(), flow.refreshRequest((String) tokens.get("refresh_token")));
			flow.token(facade.server(), flow.refreshRequest("a-canary-that-is-no-token"));
			canaries.add("a-canary-that-is-no-token");
			facade.provider().answerToken(Map.of("error", "server_error", "access_token", 5));
			flow.token(facade.server(), flow.refreshRequest((String) tokens.get("refresh_token")));

			String audited = Audited.actuator(facade.server(), "auditevents");
			assertThat(audited).contains("MCP_OAUTH_TOKENS_ISSUED", "MCP_OAUTH_TOKENS_REFRESHED");
			String events = facade.server().bean(RecordedEvents.class).all().toString();
			String shown = Audited.actuator(facade.server(), "env") + Audited.actuator(facade.server(), "configprops")
					+ Scrape.of(facade.server()).text();
			assertThat(shown).contains("mcp.oauth.upstream.client-secret", "mcp_oauth_requests");
			assertThat(output).contains("TRACE", "MCP_OAUTH_TOKENS_ISSUED");
			assertThat(canaries).doesNotContainNull()
				.allSatisfy((canary) -> assertThat(output.getAll()).doesNotContain(canary))
				.allSatisfy((canary) -> assertThat(audited + events + shown).doesNotContain(canary));
		}
	}

	private static String cookieValue(Reply reply) {
		return reply.headerValues("Set-Cookie")
			.stream()
			.filter((cookie) -> cookie.startsWith("mcp-login-"))
			.map((cookie) -> cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')))
			.findFirst()
			.orElseThrow();
	}

}
