package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.Map;

import io.modelcontextprotocol.client.McpSyncClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users of Keycloak log in at the embedded authorization server, which issues the tokens.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
		properties = { "mcp.oauth.mode=authorization-server", "mcp.oauth.upstream.scopes=openid",
				"mcp.oauth.upstream.login.label=Keycloak" })
@ContextConfiguration(initializers = { KeycloakUpstream.class, KeycloakFacade.class })
@DirtiesContext
class KeycloakFederatedLoginTests {

	private final McpServer mcp = Keycloak.sampleServer();

	private final URI keycloak = Keycloak.running().issuer();

	@Test
	void loginWhenUserIsKnownToKeycloakThenTokensAreOfThisServer() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		AuthorizationRequest request = client.authorizationRequest();

		Visit consent = KeycloakLogin.submit(atKeycloak(request));
		assertThat(consent.uri()).hasAuthority(this.mcp.endpoint().getAuthority());
		Tokens tokens = client.redeem(request, consent.decide("approve").authorizationResponse());

		JsonNode claims = KeycloakLogin.claims(tokens.accessToken());
		assertThat(claims.path("iss").asString()).isEqualTo(client.issuer());
		assertThat(claims.path("sub").asString()).startsWith(this.keycloak + "|");
		JsonNode refreshed = KeycloakLogin.claims(client.refresh(tokens).accessToken());
		assertThat(refreshed.path("sub")).isEqualTo(claims.path("sub"));
		assertThat(refreshed.path("auth_time")).isEqualTo(claims.path("auth_time"));
	}

	@Test
	void toolsWhenSdkClientCallsThemThenKnowTheCaller() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		AuthorizationRequest request = client.authorizationRequest();
		Visit consent = KeycloakLogin.submit(atKeycloak(request));
		String accessToken = client.redeem(request, consent.decide("approve").authorizationResponse()).accessToken();

		try (McpSyncClient sdk = this.mcp.client(accessToken)) {
			sdk.initialize();
			JsonNode caller = new JsonMapper().readTree(McpServer.callTool(sdk, "whoami", Map.of()));
			assertThat(caller.path("subject").asString()).startsWith(this.keycloak + "|");
		}
	}

	/** The page offers Keycloak beside the sample's own user. */
	private Visit atKeycloak(AuthorizationRequest request) {
		UserAgent browser = new UserAgent(this.keycloak);
		Visit choice = browser.open(request.uri());
		assertThat(choice.document().select("#username")).isNotEmpty();
		String link = choice.document().select("a:contains(Keycloak)").first().absUrl("href");
		Visit login = browser.open(URI.create(link));
		assertThat(login.uri()).hasAuthority(this.keycloak.getAuthority());
		return login;
	}

}
