package io.github.mcpoauth.sample;

import java.net.http.HttpResponse;
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
 * Keycloak is asked about each token (RFC 7662), each time, so that it decides until when
 * a token is good.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
		properties = { "mcp.oauth.upstream.token-verification=introspection", "mcp.oauth.tokens.cache.enabled=false" })
@ContextConfiguration(initializers = { KeycloakUpstream.class, KeycloakFacade.class })
@DirtiesContext
class KeycloakIntrospectionTests {

	private final McpServer mcp = Keycloak.sampleServer();

	@Test
	void toolsWhenTokenIsIntrospectedThenKnowTheCaller() {
		String accessToken = KeycloakLogin.byWayOfFacade(OAuthClient.registeredAt(this.mcp)).accessToken();

		try (McpSyncClient sdk = this.mcp.client(accessToken)) {
			sdk.initialize();
			JsonNode caller = new JsonMapper().readTree(McpServer.callTool(sdk, "whoami", Map.of()));
			assertThat(caller.path("subject")).isEqualTo(KeycloakLogin.claims(accessToken).path("sub"));
			assertThat(caller.path("client").asString()).isEqualTo(KeycloakFacade.CLIENT_ID);
			assertThat(caller.path("scopes")).extracting(JsonNode::asString).contains("mcp:connect", "weather:read");
			assertThat(McpServer.callTool(sdk, "get_weather", Map.of("city", "Oslo"))).contains("Oslo");
		}
	}

	/** RFC 7009 section 2.1: the access tokens of the grant go with it. */
	@Test
	void callWhenGrantIsRevokedThen401AtOnce() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		Tokens tokens = KeycloakLogin.byWayOfFacade(client);
		assertThat(this.mcp.call(tokens.accessToken()).statusCode()).isEqualTo(200);

		client.revoke(tokens.refreshToken());

		assertIsNotActive(tokens.accessToken());
	}

	/**
	 * RFC 7662 section 2.2: what the server does not know is not active, and why is its
	 * secret.
	 */
	@Test
	void callWhenTokenIsNotKeycloaksThen401() {
		String accessToken = KeycloakLogin.byWayOfFacade(OAuthClient.registeredAt(this.mcp)).accessToken();

		assertIsNotActive("opaque");
		assertIsNotActive(accessToken.substring(0, accessToken.lastIndexOf('.') + 1) + "AAAA");
	}

	private void assertIsNotActive(String token) {
		HttpResponse<String> response = this.mcp.call(token);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Challenge.of(response).parameters()).containsEntry("error", "invalid_token")
			.hasEntrySatisfying("error_description", (why) -> assertThat(why).contains("not active"));
	}

}
