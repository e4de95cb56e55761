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
 * Keycloak is asked about each token (RFC 7662), as with tokens that nobody else can
 * read.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
		properties = "mcp.oauth.upstream.token-verification=introspection")
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
			assertThat(caller.path("scopes")).extracting(JsonNode::asString).contains("mcp:connect", "weather:read");
			assertThat(McpServer.callTool(sdk, "get_weather", Map.of("city", "Oslo"))).contains("Oslo");
		}
	}

	/** A signature is not looked at here: Keycloak does, and says that it knows no such token. */
	@Test
	void callWhenTokenIsNotKeycloaksThen401() {
		String accessToken = KeycloakLogin.byWayOfFacade(OAuthClient.registeredAt(this.mcp)).accessToken();
		for (String token : new String[] { "opaque", accessToken.substring(0, accessToken.lastIndexOf('.') + 1) + "AAAA" }) {
			HttpResponse<String> response = this.mcp.call(token);
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("not active");
		}
	}

}
