package io.github.mcpoauth.observability.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The doctor at {@code /actuator/mcpoauth} of running applications.
 */
class DoctorEndpointTests {

	private static final String EXPOSED = "management.endpoints.web.exposure.include=mcpoauth";

	private final Http http = new Http();

	@Test
	void reportWhenServerIsForItsOwnMachineThenNothingFails() {
		try (TestServer server = TestServer.start(EXPOSED, "mcp.oauth.resource.scopes=mcp:connect")) {
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
		try (FacadeServer facade = FacadeServer.start(EXPOSED)) {
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
		try (FacadeServer facade = FacadeServer.start(EXPOSED)) {
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

	@Tag("M9")
	@Test
	void reportWhenThereAreSecretsThenShowsNone() {
		try (FacadeServer facade = FacadeServer.start(EXPOSED)) {
			assertThat(get(facade.server()).body()).doesNotContain(FacadeServer.SECRET, "a-secret-of-the-facade");
		}
	}

	@Test
	void reportWhenNobodyLoggedInThenRefused() {
		try (TestServer server = TestServer.start(EXPOSED)) {
			assertThat(this.http.get(server.url("/actuator/mcpoauth")).status()).isEqualTo(401);
		}
	}

	@Test
	void reportWhenNotExposedThenNotThere() {
		try (TestServer server = TestServer.start()) {
			assertThat(get(server).status()).isEqualTo(404);
			assertThat(server.bean(DoctorSummary.class)).isNotNull();
		}
	}

	@Test
	void reportWhenApplicationHasItsOwnCheckThenAskedAsWell() {
		try (TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, OwnCheck.class }, EXPOSED)) {
			assertThat(finding(report(server), "own").path("fix").asString()).isEqualTo("Do something");
		}
	}

	private JsonNode report(TestServer server) {
		Reply reply = get(server);
		assertThat(reply.status()).as(reply.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(reply.body());
	}

	private Reply get(TestServer server) {
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
