package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import io.github.mcpoauth.observability.doctor.Doctor;
import io.github.mcpoauth.observability.doctor.DoctorReport;
import io.github.mcpoauth.observability.doctor.Finding;
import io.github.mcpoauth.observability.doctor.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that Keycloak knows log in there, and the sample takes the tokens that were
 * issued for it.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = KeycloakUpstream.class)
@DirtiesContext
class KeycloakResourceServerTests {

	private final McpServer mcp = Keycloak.sampleServer();

	private final URI issuer = Keycloak.running().issuer();

	/** RFC 9728 section 3.3, and RFC 8414 section 3.3 for an issuer that has a path. */
	@Test
	void metadataWhenFollowedFromChallengeThenLeadsToKeycloak() {
		OAuthClient client = OAuthClient.at(this.mcp, OAuthClient.CALLBACK);

		assertThat(client.resource().path("resource").asString()).isEqualTo(this.mcp.endpoint().toString());
		assertThat(client.resource().path("authorization_servers")).extracting(JsonNode::asString)
			.containsExactly(this.issuer.toString());
		assertThat(client.issuer()).isEqualTo(this.issuer.toString());
		assertThat(client.server().path("code_challenge_methods_supported")).extracting(JsonNode::asString)
			.contains("S256");
	}

	@Test
	void loginWhenDoneThenTokenIsForThisServer() {
		Tokens tokens = login(publicClient());

		JsonNode claims = KeycloakLogin.claims(tokens.accessToken());
		assertThat(claims.path("aud")).extracting(JsonNode::asString).contains(this.mcp.endpoint().toString());
		assertThat(claims.path("iss").asString()).isEqualTo(this.issuer.toString());
		assertThat(claims.path("scope").asString().split(" ")).containsExactlyInAnyOrder("mcp:connect", "weather:read");
	}

	@Test
	void toolsWhenSdkClientCallsThemThenKnowTheCaller() {
		String accessToken = login(publicClient()).accessToken();

		try (McpSyncClient sdk = this.mcp.client(accessToken)) {
			assertThat(sdk.initialize().serverInfo().name()).isEqualTo("sample-mcp-server");
			assertThat(sdk.listTools().tools()).extracting(McpSchema.Tool::name)
				.containsExactlyInAnyOrder("whoami", "get_weather");
			JsonNode caller = new JsonMapper().readTree(McpServer.callTool(sdk, "whoami", Map.of()));
			assertThat(caller.path("subject")).isEqualTo(KeycloakLogin.claims(accessToken).path("sub"));
			assertThat(caller.path("client").asString()).isEqualTo("mcp-public");
			assertThat(caller.path("scopes")).extracting(JsonNode::asString)
				.containsExactlyInAnyOrder("mcp:connect", "weather:read");
			assertThat(McpServer.callTool(sdk, "get_weather", Map.of("city", "Oslo"))).contains("Oslo", "21 degrees");
		}
	}

	/** RFC 9700 section 4.14.2, which Keycloak leaves to the settings of the realm. */
	@Test
	void refreshWhenDoneThenBothTokensAreNewOnes() {
		OAuthClient client = publicClient();
		Tokens first = login(client);

		Tokens second = client.refresh(first);

		assertThat(List.of(second.accessToken(), second.refreshToken())).doesNotContain(first.accessToken(),
				first.refreshToken());
		assertThat(this.mcp.call(second.accessToken()).statusCode()).isEqualTo(200);
		HttpResponse<String> reuse = client.tryToRefresh(first);
		assertThat(reuse.statusCode()).isEqualTo(400);
		assertThat(Http.json(reuse).path("error").asString()).isEqualTo("invalid_grant");
	}

	/** RFC 8707 section 2: whoever has a token for another service can't use it here. */
	@Test
	void callWhenTokenIsForAnotherApplicationThenIsRefused() {
		OAuthClient other = OAuthClient.at(this.mcp, OAuthClient.CALLBACK).as(KeycloakRealm.OTHER_APPLICATION);
		AuthorizationRequest request = other.authorizationRequest("weather:read");
		Tokens tokens = KeycloakLogin.complete(other, request);
		assertThat(tokens.scope()).isEqualTo("weather:read");

		assertIsRefused(tokens.accessToken(), "aud");
	}

	@Test
	void callWhenTokenIsARefreshTokenThenIsRefused() {
		assertIsRefused(login(publicClient()).refreshToken(), "");
	}

	/** This is what the mode {@code facade} is for. */
	@Test
	void registrationWhenClientIsUnknownThenIsRefusedByKeycloak() {
		OAuthClient client = OAuthClient.at(this.mcp, OAuthClient.CALLBACK);

		HttpResponse<String> response = client.tryToRegister("Nobody");

		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).contains("Policy 'Trusted Hosts' rejected request");
	}

	/** Row 2 of the complaints: the doctor says what a client would not. */
	@Test
	void doctorWhenKeycloakRefusesRegistrationsThenNamesTheStepAndTheWayOut() {
		DoctorReport report = Doctor.create().examine(this.mcp.endpoint(), new Doctor.Examination(true, null));

		assertThat(report.findings()).filteredOn((finding) -> finding.verdict() == Verdict.FAILURE)
			.extracting(Finding::id)
			.containsOnly("client-claude-code", "client-vs-code", "client-cursor", "client-mcp-inspector",
					"client-mcp-remote");
		assertThat(report.findings()).filteredOn((finding) -> finding.id().equals("client-cursor"))
			.singleElement()
			.satisfies((finding) -> {
				assertThat(finding.seen()).contains("fails at registration", "403", "Trusted Hosts");
				assertThat(finding.fix()).contains("mcp.oauth.mode: facade");
			});
	}

	private OAuthClient publicClient() {
		return OAuthClient.at(this.mcp, OAuthClient.CALLBACK).as("mcp-public");
	}

	private static Tokens login(OAuthClient client) {
		return KeycloakLogin.complete(client, client.authorizationRequest());
	}

	private void assertIsRefused(String token, String reason) {
		HttpResponse<String> response = this.mcp.call(token);
		assertThat(response.statusCode()).isEqualTo(401);
		Challenge challenge = Challenge.of(response);
		assertThat(challenge.parameters()).containsEntry("error", "invalid_token").containsKey("resource_metadata");
		assertThat(challenge.parameters().get("error_description")).contains(reason);
	}

}
