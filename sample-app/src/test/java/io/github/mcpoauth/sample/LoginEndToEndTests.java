package io.github.mcpoauth.sample;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way of an MCP client from the first refusal to the last, as the authorization
 * specification of MCP describes it, against the sample as it is shipped.
 *
 * @see <a href=
 * "https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization">MCP
 * authorization</a>
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LoginEndToEndTests {

	private McpServer mcp;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.mcp = McpServer.onPort(port);
	}

	/** RFC 6750 section 3.1: no error without credentials. RFC 9728 section 5.1. */
	@Test
	void callWhenThereIsNoTokenThenChallengeNamesMetadataAndScope() {
		HttpResponse<String> response = this.mcp.call(null);

		assertThat(response.statusCode()).isEqualTo(401);
		Challenge challenge = Challenge.of(response);
		assertThat(challenge.scheme()).isEqualTo("Bearer");
		assertThat(challenge.parameters()).containsOnly(Map.entry("scope", "mcp:connect"),
				Map.entry("resource_metadata",
						this.mcp.endpoint().resolve("/.well-known/oauth-protected-resource/mcp").toString()));
	}

	/** RFC 9728 section 3.3 and RFC 8414 section 3.3: documents name whom they are of. */
	@Test
	void metadataWhenFollowedFromChallengeThenLeadsToThisServer() {
		OAuthClient client = OAuthClient.at(this.mcp, OAuthClient.CALLBACK);

		String origin = this.mcp.endpoint().resolve("/").toString().replaceAll("/$", "");
		assertThat(client.resource().path("resource").asString()).isEqualTo(this.mcp.endpoint().toString());
		assertThat(client.resource().path("authorization_servers")).extracting(JsonNode::asString)
			.containsExactly(origin);
		assertThat(client.issuer()).isEqualTo(origin);
		assertThat(client.server().path("code_challenge_methods_supported")).extracting(JsonNode::asString)
			.containsExactly("S256");
		assertThat(client.server().path("authorization_response_iss_parameter_supported").asBoolean()).isTrue();
	}

	/**
	 * The redirect has the client's {@code state} (RFC 6749 section 4.1.2) and the issuer
	 * (RFC 9207 section 2), or the client would not redeem the code.
	 */
	@Test
	void loginWhenApprovedThenClientGetsTokensForWhatItAskedFor() {
		Tokens tokens = UserAgent.approve(OAuthClient.registeredAt(this.mcp));

		assertThat(tokens.type()).isEqualTo("Bearer");
		assertThat(tokens.scope().split(" ")).containsExactlyInAnyOrder("mcp:connect", "weather:read");
		assertThat(tokens.expiresIn()).isBetween(840L, 900L);
		assertThat(tokens.accessToken()).isNotEqualTo(tokens.refreshToken());
	}

	@Test
	void toolsWhenSdkClientCallsThemThenKnowTheCaller() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		Tokens tokens = UserAgent.approve(client);

		try (McpSyncClient sdk = this.mcp.client(tokens.accessToken())) {
			assertThat(sdk.initialize().serverInfo().name()).isEqualTo("sample-mcp-server");
			assertThat(sdk.listTools().tools()).extracting(McpSchema.Tool::name)
				.containsExactlyInAnyOrder("whoami", "get_weather");
			JsonNode caller = new JsonMapper().readTree(McpServer.callTool(sdk, "whoami", Map.of()));
			assertThat(caller.path("subject").asString()).isEqualTo("alice");
			assertThat(caller.path("client").asString()).isEqualTo(client.clientId());
			assertThat(caller.path("scopes")).extracting(JsonNode::asString)
				.containsExactlyInAnyOrder("mcp:connect", "weather:read");
			assertThat(McpServer.callTool(sdk, "get_weather", Map.of("city", "Oslo"))).contains("Oslo", "21 degrees");
		}
	}

	/** RFC 9700 section 4.14.2: a public client's refresh token is good for one use. */
	@Test
	void refreshWhenDoneThenBothTokensAreNewOnes() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		Tokens first = UserAgent.approve(client);

		Tokens second = client.refresh(first);

		assertThat(List.of(second.accessToken(), second.refreshToken())).doesNotContain(first.accessToken(),
				first.refreshToken());
		assertThat(second.scope().split(" ")).containsExactlyInAnyOrder(first.scope().split(" "));
		assertThat(this.mcp.call(second.accessToken()).statusCode()).isEqualTo(200);
		client.refresh(second);
		HttpResponse<String> reuse = client.tryToRefresh(first);
		assertThat(reuse.statusCode()).isEqualTo(400);
		assertThat(Http.json(reuse).path("error").asString()).isEqualTo("invalid_grant");
	}

	/** RFC 7009 section 2. */
	@Test
	void callWhenAccessTokenIsRevokedThenIsRefusedAsInvalidToken() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		String accessToken = client.refresh(UserAgent.approve(client)).accessToken();
		assertThat(this.mcp.call(accessToken).statusCode()).isEqualTo(200);

		client.revoke(accessToken);

		HttpResponse<String> response = this.mcp.call(accessToken);
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Challenge.of(response).parameters()).containsEntry("error", "invalid_token")
			.containsKey("resource_metadata");
	}

}
