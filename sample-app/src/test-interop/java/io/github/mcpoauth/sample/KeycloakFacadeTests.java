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
 * Clients that Keycloak has never heard of, and would refuse to register, log in at
 * Keycloak by way of the sample.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = { KeycloakUpstream.class, KeycloakFacade.class })
@DirtiesContext
class KeycloakFacadeTests {

	private final McpServer mcp = Keycloak.sampleServer();

	private final URI keycloak = Keycloak.running().issuer();

	/** RFC 9728 section 3.3 and RFC 8414 section 3.3: no document names Keycloak. */
	@Test
	void metadataWhenFollowedFromChallengeThenIsOfThisServer() {
		OAuthClient client = OAuthClient.at(this.mcp, OAuthClient.CALLBACK);

		String origin = this.mcp.endpoint().resolve("/").toString().replaceAll("/$", "");
		assertThat(client.resource().path("authorization_servers")).extracting(JsonNode::asString)
			.containsExactly(origin);
		assertThat(client.issuer()).isEqualTo(origin);
		assertThat(client.server().toString()).doesNotContain(this.keycloak.getAuthority());
		assertThat(client.server().path("code_challenge_methods_supported")).extracting(JsonNode::asString)
			.containsExactly("S256");
		assertThat(client.server().path("authorization_response_iss_parameter_supported").asBoolean()).isTrue();
		for (String name : List.of("registration", "authorization", "token", "revocation")) {
			assertThat(client.server().path(name + "_endpoint").asString()).startsWith(origin + "/oauth2/");
		}
	}

	@Test
	void loginWhenApprovedThenGoesFromConsentToKeycloakAndBack() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		AuthorizationRequest request = client.authorizationRequest();

		Visit consent = new UserAgent(this.keycloak).open(request.uri());
		assertThat(consent.uri()).hasAuthority(this.mcp.endpoint().getAuthority());
		assertThat(consent.document().select("h1").text()).contains("End-to-end test", "Weather sample");
		Visit login = consent.decide("approve");
		assertThat(login.uri()).hasAuthority(this.keycloak.getAuthority());
		assertThat(login.uri().toString()).doesNotContain(KeycloakFacade.CLIENT_SECRET, client.clientId());
		Tokens tokens = client.redeem(request, KeycloakLogin.submit(login).authorizationResponse());

		assertThat(tokens.type()).isEqualTo("Bearer");
		assertThat(tokens.scope().split(" ")).containsExactlyInAnyOrder("mcp:connect", "weather:read");
		JsonNode claims = KeycloakLogin.claims(tokens.accessToken());
		assertThat(claims.path("iss").asString()).isEqualTo(this.keycloak.toString());
		assertThat(claims.path("aud")).extracting(JsonNode::asString).contains(this.mcp.endpoint().toString());
		assertThat(claims.path("azp").asString()).isEqualTo(KeycloakFacade.CLIENT_ID);
	}

	@Test
	void toolsWhenSdkClientCallsThemThenKnowTheCaller() {
		String accessToken = KeycloakLogin.byWayOfFacade(OAuthClient.registeredAt(this.mcp)).accessToken();

		try (McpSyncClient sdk = this.mcp.client(accessToken)) {
			assertThat(sdk.initialize().serverInfo().name()).isEqualTo("sample-mcp-server");
			assertThat(sdk.listTools().tools()).extracting(McpSchema.Tool::name)
				.containsExactlyInAnyOrder("whoami", "get_weather");
			JsonNode caller = new JsonMapper().readTree(McpServer.callTool(sdk, "whoami", Map.of()));
			assertThat(caller.path("subject")).isEqualTo(KeycloakLogin.claims(accessToken).path("sub"));
			assertThat(caller.path("client").asString()).isEqualTo(KeycloakFacade.CLIENT_ID);
			assertThat(caller.path("scopes")).extracting(JsonNode::asString).contains("mcp:connect", "weather:read");
			assertThat(McpServer.callTool(sdk, "get_weather", Map.of("city", "Oslo"))).contains("Oslo", "21 degrees");
		}
	}

	/**
	 * Keycloak ignores a state of more than 4,000 characters, and this one goes inside.
	 */
	@Test
	void loginWhenStateOfClientIsLongThenItComesBack() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		AuthorizationRequest request = client.authorizationRequest().withState("s".repeat(1_000));

		assertThat(client.redeem(request, KeycloakLogin.byWayOfFacade(request)).accessToken()).isNotEmpty();
	}

	@Test
	void consentWhenDeniedThenClientIsToldAndKeycloakIsNotAsked() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		AuthorizationRequest request = client.authorizationRequest();

		AuthorizationResponse response = new UserAgent().open(request.uri()).decide("deny").authorizationResponse();

		client.check(request, response);
		assertThat(response.parameters()).containsEntry("error", "access_denied").doesNotContainKey("code");
	}

	/**
	 * RFC 6749 section 4.1.2: nothing remembers the code here, but Keycloak remembers its
	 * own.
	 */
	@Test
	void codeWhenRedeemedAgainThenIsRefused() {
		OAuthClient client = OAuthClient.registeredAt(this.mcp);
		AuthorizationRequest request = client.authorizationRequest();
		AuthorizationResponse response = KeycloakLogin.byWayOfFacade(request);
		client.redeem(request, response);

		HttpResponse<String> refusal = client.tryToRedeem(request, response);

		assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(400);
		assertThat(Http.json(refusal).path("error").asString()).isEqualTo("invalid_grant");
	}

	/** The same Keycloak, which refuses every registration. */
	@Test
	void doctorWhenFacadeStandsInFrontThenNothingFails() {
		DoctorReport report = Doctor.create().examine(this.mcp.endpoint(), new Doctor.Examination(true, null));

		assertThat(report.findings()).filteredOn((finding) -> finding.verdict() == Verdict.FAILURE).isEmpty();
		assertThat(report.findings()).filteredOn((finding) -> finding.verdict() == Verdict.OK)
			.extracting(Finding::id)
			.contains("issuer", "iss", "client-cursor", "client-mcp-inspector", "client-mcp-remote");
	}

}
