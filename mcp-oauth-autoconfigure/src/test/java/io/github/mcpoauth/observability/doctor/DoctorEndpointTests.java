package io.github.mcpoauth.observability.doctor;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The doctor at {@code /actuator/mcpoauth} of running applications.
 */
class DoctorEndpointTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=mcpoauth";

	private static final String CLOSED = "mcp.oauth.registration.client-id-metadata-documents.allowed-hosts=a.example";

	private static final String PINNED = "mcp.oauth.registration.pinned-clients.";

	private final Http http = new Http();

	@Test
	void reportWhenServerIsForItsOwnMachineThenNothingFails() {
		try (TestServer server = TestServer.start(EXPOSED, CLOSED, "mcp.oauth.resource.scopes=mcp:connect")) {
			JsonNode report = report(server);

			assertThat(report.path("subject").asString()).isEqualTo(server.url(""));
			assertThat(report.path("verdict").asString()).isEqualTo("warning");
			assertThat(ids(report, "failure")).isEmpty();
			// Whether others can be reached is up to where the test runs
			assertThat(ids(report, "warning")).contains("client-claude-ai", "client-chatgpt");
			assertThat(ids(report, "ok")).contains("mode", "base-url", "secret", "signing-keys", "store",
					"registration", "redirect-uris", "reachable", "cors-preflight", "challenge-syntax", "resource",
					"issuer", "pkce", "iss", "cors-token", "cors-metadata", "forged-host", "client-cursor");
		}
	}

	/** Row 10 of the complaints: this server is not where it says that it is. */
	@Test
	void reportWhenBaseUrlLeadsNowhereThenSaysSoWithoutBlamingClients() {
		try (FacadeServer facade = FacadeServer.start(EXPOSED, CLOSED)) {
			JsonNode report = report(facade.server());

			assertThat(finding(report, "self").path("verdict").asString()).isEqualTo("warning");
			assertThat(finding(report, "self").path("seen").asString()).contains(FacadeServer.RESOURCE);
			assertThat(finding(report, "upstream-metadata").path("verdict").asString()).isEqualTo("ok");
			assertThat(finding(report, "upstream-keys").path("verdict").asString()).isEqualTo("ok");
			assertThat(finding(report, "mode").path("seen").asString()).startsWith("facade: ");
		}
	}

	@Tag("FT1")
	@Test
	void reportWhenProviderIsDownThenFailsAndNamesTheCause() {
		try (FacadeServer facade = FacadeServer.start(EXPOSED, CLOSED)) {
			String issuer = facade.provider().issuer();
			facade.provider().server().stop();
			JsonNode report = report(facade.server());

			assertThat(report.path("verdict").asString()).isEqualTo("failure");
			assertThat(finding(report, "upstream-metadata").path("verdict").asString()).isEqualTo("failure");
			assertThat(finding(report, "upstream-metadata").path("seen").asString()).contains(issuer);
			assertThat(finding(report, "upstream-metadata").path("fix").asString())
				.contains("mcp.oauth.upstream.issuer-uri");
		}
	}

	/**
	 * Row 6 of the complaints. The hosts are closed so that nothing leaves the machine.
	 */
	@ParameterizedTest
	@CsvSource({ "http://localhost:8080, warning", "https://mcp.example.com, failure" })
	void reportWhenDocumentsOfClientsCanNotBeReadThenNamesThem(String baseUrl, String verdict) {
		try (TestServer server = TestServer.start(EXPOSED, CLOSED, "mcp.oauth.base-url=" + baseUrl,
				"mcp.oauth.authorization-server.generated-key-file=target/doctor-tests.jwk")) {
			JsonNode finding = finding(report(server), "client-documents");

			assertThat(finding.path("verdict").asString()).isEqualTo(verdict);
			assertThat(finding.path("seen").asString()).contains(
					"Claude can't log in with https://claude.ai/oauth/mcp-oauth-client-metadata", "Claude Code",
					"ChatGPT", "VS Code");
			assertThat(finding.path("fix").asString()).contains("mcp.oauth.registration.pinned-clients");
		}
	}

	@Test
	void reportWhenClientsArePinnedThenTheirDocumentsAreNotMissed() {
		try (TestServer server = TestServer.start(EXPOSED, CLOSED, PINNED + "claude.client-name=Claude",
				PINNED + "claude.client-id=https://claude.ai/oauth/mcp-oauth-client-metadata",
				PINNED + "claude.redirect-uris=https://claude.ai/api/mcp/auth_callback",
				PINNED + "code.client-name=Claude Code",
				PINNED + "code.client-id=https://claude.ai/oauth/claude-code-client-metadata",
				PINNED + "code.redirect-uris=http://localhost/callback", PINNED + "chatgpt.client-name=ChatGPT",
				PINNED + "chatgpt.client-id=https://chatgpt.com/oauth/client.json",
				PINNED + "chatgpt.redirect-uris=https://chatgpt.com/connector_platform_oauth_redirect",
				PINNED + "vscode.client-name=VS Code",
				PINNED + "vscode.client-id=https://vscode.dev/oauth/client-metadata.json",
				PINNED + "vscode.redirect-uris=http://127.0.0.1/")) {
			assertThat(finding(report(server), "client-documents").path("verdict").asString()).isEqualTo("ok");
		}
	}

	@Test
	void reportWhenProviderServesNoKeysThenFails() {
		try (FacadeServer facade = FacadeServer.start(EXPOSED, CLOSED)) {
			facade.provider().server().stubFor(get(urlEqualTo("/idp/keys")).willReturn(okJson("{\"keys\":[]}")));
			assertThat(finding(report(facade.server()), "upstream-keys").path("verdict").asString())
				.isEqualTo("failure");
			facade.provider().server().stubFor(get(urlEqualTo("/idp/keys")).willReturn(aResponse().withStatus(500)));
			assertThat(finding(report(facade.server()), "upstream-keys").path("seen").asString())
				.contains("answered 500");
		}
	}

	@Tag("FT15")
	@ParameterizedTest
	@CsvSource({ "0, ok", "-120, failure" })
	void reportWhenClockOfProviderIsAnotherThenSaysHowFar(long seconds, String verdict) {
		try (FacadeServer facade = FacadeServer.start(EXPOSED, CLOSED)) {
			facade.provider()
				.server()
				.stubFor(get(urlEqualTo("/idp/keys")).willReturn(okJson("{\"keys\":[{}]}").withHeader("Date",
						Patient.now(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds))))));

			assertThat(finding(report(facade.server()), "upstream-clock").path("verdict").asString())
				.isEqualTo(verdict);
		}
	}

	@Tag("M9")
	@Test
	void reportWhenThereAreSecretsThenShowsNone() {
		try (FacadeServer facade = FacadeServer.start(EXPOSED, CLOSED)) {
			assertThat(ask(facade.server()).body()).doesNotContain(FacadeServer.SECRET, "a-secret-of-the-facade");
		}
	}

	@Test
	void reportWhenNobodyLoggedInThenRefused() {
		try (TestServer server = TestServer.start(EXPOSED, CLOSED)) {
			assertThat(this.http.get(server.url("/actuator/mcpoauth")).status()).isEqualTo(401);
		}
	}

	@Test
	void reportWhenNotExposedThenNotThere() {
		try (TestServer server = TestServer.start()) {
			assertThat(ask(server).status()).isEqualTo(404);
			assertThat(server.bean(DoctorSummary.class)).isNotNull();
		}
	}

	@Test
	void reportWhenApplicationHasItsOwnCheckThenAskedAsWell() {
		try (TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, OwnCheck.class }, EXPOSED,
				CLOSED)) {
			assertThat(finding(report(server), "own").path("fix").asString()).isEqualTo("Do something");
		}
	}

	private JsonNode report(TestServer server) {
		Reply reply = ask(server);
		assertThat(reply.status()).as(reply.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(reply.body());
	}

	private Reply ask(TestServer server) {
		String credentials = Base64.getEncoder().encodeToString("alice:wonderland".getBytes(StandardCharsets.UTF_8));
		return this.http.get(server.url("/actuator/mcpoauth"), "Authorization", "Basic " + credentials, "Accept",
				"application/json");
	}

	private static List<String> ids(JsonNode report, String verdict) {
		return report.path("findings")
			.valueStream()
			.filter((finding) -> finding.path("verdict").asString().equals(verdict))
			.map((finding) -> finding.path("id").asString())
			.toList();
	}

	private static JsonNode finding(JsonNode report, String id) {
		return report.path("findings")
			.valueStream()
			.filter((finding) -> finding.path("id").asString().equals(id))
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCheck {

		@Bean
		DoctorCheck ownCheck() {
			return () -> List.of(Finding.warning("own", "something of the application's", "Do something"));
		}

	}

}
