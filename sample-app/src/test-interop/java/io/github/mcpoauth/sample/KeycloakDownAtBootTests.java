package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The sample starts while Keycloak is down, beside clients that have logged in before,
 * and goes on when Keycloak is there.
 */
class KeycloakDownAtBootTests {

	private static final String READINESS = "management.endpoint.health.group.readiness.include="
			+ "readinessState,mcpOAuth";

	/** The documentation says 30 seconds; the processors may have other work to do. */
	private static final Duration RETURN = Duration.ofMinutes(1);

	private final BreakableKeycloak keycloak = BreakableKeycloak.whole();

	private final URI issuer = this.keycloak.issuer();

	@Tag("FT1")
	@Tag("FT2")
	@Test
	void startWhenKeycloakIsDownThenServesWhatItCanAndHealsWithoutARestart() {
		OAuthClient client;
		Tokens tokens;
		try (RunningSample before = RunningSample.facade(this.issuer)) {
			client = OAuthClient.registeredAt(before.server());
			tokens = KeycloakLogin.byWayOfFacade(client, this.issuer);
		}
		this.keycloak.stop();
		try (RunningSample facade = RunningSample.facade(this.issuer, READINESS);
				RunningSample resourceServer = RunningSample.resourceServer(this.issuer, READINESS)) {
			List<McpServer> all = List.of(facade.server(), resourceServer.server());
			all.forEach(this::assertServesMetadata);
			all.forEach((server) -> assertUnavailable(server.call(tokens.accessToken())));
			assertUnavailable(client.tryToRefresh(tokens));
			OAuthClient newcomer = OAuthClient.registeredAt(facade.server());
			ProviderOutage.assertSendsUsersToKeycloakAllTheSame(newcomer, this.issuer);
			all.forEach((server) -> awaitReadiness(server, 503));

			this.keycloak.start();

			all.forEach((server) -> await().atMost(RETURN)
				.until(() -> server.call(tokens.accessToken()).statusCode() == 200));
			all.forEach((server) -> awaitReadiness(server, 200));
			assertThat(facade.server().call(client.refresh(tokens).accessToken()).statusCode()).isEqualTo(200);
			String accessToken = KeycloakLogin.byWayOfFacade(newcomer, this.issuer).accessToken();
			all.forEach((server) -> assertThat(server.call(accessToken).statusCode()).isEqualTo(200));
		}
	}

	/** Who has no account there needs it as little as who has logged in already. */
	@Tag("FT1")
	@Test
	void startWhenTheServerIssuesTokensThenOnlyUsersOfKeycloakWaitForIt() {
		this.keycloak.stop();
		try (RunningSample sample = RunningSample.federated(this.issuer, READINESS)) {
			OAuthClient client = OAuthClient.registeredAt(sample.server());
			Tokens own = UserAgent.approve(client);
			assertThat(sample.server().call(client.refresh(own).accessToken()).statusCode()).isEqualTo(200);
			AuthorizationRequest request = client.authorizationRequest();
			UserAgent browser = new UserAgent();
			String link = browser.open(request.uri()).document().select("a:contains(Keycloak)").first().absUrl("href");
			Visit waiting = browser.open(URI.create(link));
			assertThat(waiting.uri()).hasAuthority(this.issuer.getAuthority());

			this.keycloak.start();

			awaitReadiness(sample.server(), 200);
			Visit callback = KeycloakLogin.submit(new UserAgent(this.issuer).open(waiting.uri()));
			Visit consent = browser.open(callback.uri());
			Tokens tokens = client.redeem(request, consent.decide("approve").authorizationResponse());
			assertThat(sample.server().call(tokens.accessToken()).statusCode()).isEqualTo(200);
		}
	}

	/** RFC 9728 section 5.1: a client without a token finds out where to get one. */
	private void assertServesMetadata(McpServer server) {
		HttpResponse<String> response = server.call(null);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Challenge.of(response).parameters()).containsKey("resource_metadata").doesNotContainKey("error");
		HttpResponse<String> metadata = Http
			.get(server.endpoint().resolve("/.well-known/oauth-protected-resource/mcp"));
		assertThat(metadata.statusCode()).isEqualTo(200);
		assertThat(Http.json(metadata).path("resource").asString())
			.isEqualTo(Keycloak.sampleServer().endpoint().toString());
	}

	private void assertUnavailable(HttpResponse<String> response) {
		ProviderOutage.assertNotToBlame(response);
		assertThat(response.body()).doesNotContain(this.issuer.getAuthority());
	}

	private static void awaitReadiness(McpServer server, int status) {
		URI readiness = server.endpoint().resolve("/actuator/health/readiness");
		await().atMost(RETURN).until(() -> Http.get(readiness).statusCode() == status);
	}

}
