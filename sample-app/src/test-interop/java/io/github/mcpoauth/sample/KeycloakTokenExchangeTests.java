package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.Map;

import io.modelcontextprotocol.client.McpSyncClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import io.github.mcpoauth.resource.DownstreamTokens;
import io.github.mcpoauth.upstream.UpstreamRefusedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A tool calls a service in its caller's name with a token that Keycloak gives in
 * exchange for the caller's (RFC 8693), and the service asks Keycloak what it got.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = { KeycloakUpstream.class, KeycloakFacade.class })
@Import(KeycloakTokenExchangeTests.Exchange.class)
@DirtiesContext
class KeycloakTokenExchangeTests {

	private final McpServer mcp = Keycloak.sampleServer();

	private final URI issuer = Keycloak.running().issuer();

	@Test
	void toolWhenItExchangesTheTokenThenServiceKnowsTheCaller() {
		String accessToken = KeycloakLogin.byWayOfFacade(OAuthClient.registeredAt(this.mcp)).accessToken();

		String exchanged = exchange(accessToken, KeycloakRealm.SERVICE_SCOPE);

		JsonNode seen = introspectAsService(exchanged);
		assertThat(seen.path("active").asBoolean()).isTrue();
		assertThat(seen.path("aud").asString()).isEqualTo(KeycloakRealm.SERVICE);
		assertThat(seen.path("sub")).isEqualTo(KeycloakLogin.claims(accessToken).path("sub"));
		assertThat(seen.path("scope").asString().split(" ")).contains(KeycloakRealm.SERVICE_SCOPE)
			.doesNotContain("weather:read");
	}

	/** Neither of the two opens the other's door. */
	@Test
	void tokensWhenShownToTheOtherThenAreRefused() {
		String accessToken = KeycloakLogin.byWayOfFacade(OAuthClient.registeredAt(this.mcp)).accessToken();

		String exchanged = exchange(accessToken, KeycloakRealm.SERVICE_SCOPE);

		assertThat(this.mcp.call(exchanged).statusCode()).isEqualTo(401);
		assertThat(introspectAsService(accessToken).path("active").asBoolean()).isFalse();
	}

	@Test
	void toolWhenKeycloakRefusesThenKnowsWhy() {
		String accessToken = KeycloakLogin.byWayOfFacade(OAuthClient.registeredAt(this.mcp)).accessToken();

		assertThat(exchange(accessToken, "weather:read")).startsWith("refused: ");
	}

	private String exchange(String accessToken, String scope) {
		try (McpSyncClient sdk = this.mcp.client(accessToken)) {
			sdk.initialize();
			return McpServer.callTool(sdk, "exchange", Map.of("scope", scope));
		}
	}

	private JsonNode introspectAsService(String token) {
		return Http.json(Http.postForm(URI.create(this.issuer + "/protocol/openid-connect/token/introspect"), Map
			.of("token", token, "client_id", KeycloakRealm.SERVICE, "client_secret", KeycloakRealm.SERVICE_SECRET)));
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Exchange {

		@Bean
		ExchangeTool exchangeTool(DownstreamTokens tokens) {
			return new ExchangeTool(tokens);
		}

	}

	record ExchangeTool(DownstreamTokens tokens) {

		@McpTool(name = "exchange", description = "Shows the token that a service would get, which no real tool may")
		String exchange(@McpToolParam(description = "What it is for") String scope) {
			try {
				return this.tokens.tokenFor(KeycloakRealm.SERVICE, scope);
			}
			catch (UpstreamRefusedException ex) {
				return "refused: " + ex.getMessage();
			}
		}

	}

}
