package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keycloak's refresh tokens pass through the sample and come out bound to the client that
 * they were issued to, which Keycloak knows nothing of.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = { KeycloakUpstream.class, KeycloakFacade.class })
@DirtiesContext
class KeycloakFacadeRefreshTests {

	private final McpServer mcp = Keycloak.sampleServer();

	private final URI keycloak = Keycloak.running().issuer();

	@Test
	void refreshWhenDoneThenBothTokensAreNewOnes() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		Tokens first = KeycloakLogin.byWayOfFacade(client);

		Tokens second = client.refresh(first);

		assertThat(List.of(second.accessToken(), second.refreshToken())).doesNotContain(first.accessToken(),
				first.refreshToken());
		assertThat(this.mcp.call(second.accessToken()).statusCode()).isEqualTo(200);
		assertIsInvalidGrant(client.tryToRefresh(first));
	}

	/** RFC 6749 section 10.4. */
	@Test
	void refreshWhenClientIsAnotherThenIsRefused() {
		Tokens tokens = KeycloakLogin.byWayOfFacade(OAuthClient.registeredAt(this.mcp));
		OAuthClient thief = OAuthClient.at(this.mcp, OAuthClient.CALLBACK).register("Thief");

		assertIsInvalidGrant(thief.tryToRefresh(tokens));
	}

	/** Whoever gets hold of one can do nothing with it without this server. */
	@Test
	void refreshTokenWhenShownToKeycloakThenIsUnknown() {
		Tokens tokens = KeycloakLogin.byWayOfFacade(OAuthClient.registeredAt(this.mcp));

		assertIsInvalidGrant(Http.postForm(URI.create(this.keycloak + "/protocol/openid-connect/token"),
				Map.of("grant_type", "refresh_token", "refresh_token", tokens.refreshToken(), "client_id",
						KeycloakFacade.CLIENT_ID, "client_secret", KeycloakFacade.CLIENT_SECRET)));
	}

	/** RFC 7009 section 2.1. */
	@Test
	void refreshWhenTokenIsRevokedThenIsRefused() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		Tokens tokens = client.refresh(KeycloakLogin.byWayOfFacade(client));

		client.revoke(tokens.refreshToken());

		assertIsInvalidGrant(client.tryToRefresh(tokens));
	}

	private static void assertIsInvalidGrant(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
		assertThat(Http.json(response).path("error").asString()).isEqualTo("invalid_grant");
	}

}
