package io.github.mcpoauth.observability.doctor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How far known clients get, and at which step they fail.
 */
class ClientCheckTests {

	private Patient patient = Patient.onThisMachine();

	@AfterEach
	void stop() {
		this.patient.close();
	}

	/** A6 and A8. */
	@ParameterizedTest
	@ValueSource(strings = { "javascript:", "http://mcp-oauth-doctor.invalid" })
	void registrationWhenRedirectUriIsDangerousAndAcceptedThenFails(String uri) {
		this.patient.welcome(uri);

		this.patient.assertFailed("dangerous-redirects", uri);
	}

	@Test
	void clientWhenItsRedirectUriIsRefusedThenFailsAtRegistration() {
		this.patient.refuseRegistration(400,
				"{\"error\":\"invalid_redirect_uri\",\"error_description\":\"cursor is not allowed\"}");

		this.patient.assertFailed("client-cursor", "fails at registration: ");
		assertThat(this.patient.finding("client-cursor").seen())
			.contains("invalid_redirect_uri: cursor is not allowed");
		assertThat(this.patient.finding("client-cursor").fix())
			.contains("cursor://anysphere.cursor-mcp/oauth/callback");
	}

	@ParameterizedTest
	@CsvSource({ "401, Open registration", "403, Open registration", "429, less often" })
	void clientWhenRegistrationIsClosedThenFailsThere(int status, String fix) {
		this.patient.refuseRegistration(status, "");

		this.patient.assertFailed("client-mcp-inspector", "answered " + status);
		assertThat(this.patient.finding("client-mcp-inspector").fix()).contains(fix);
	}

	/** Row 19 of the complaints; RFC 7591 section 3.2.1. */
	@Test
	void clientWhenRegistrationAnswersSloppilyThenFailsThere() {
		this.patient.serveRegistration(200);
		this.patient.assertFailed("client-claude-code", "answered with 200");
		this.patient.registration("client_uri", null);
		this.patient.assertFailed("client-claude-code", "client_uri is null");
		this.patient.registration("client_uri", "https://example.com");
		this.patient.registration("client_secret", "a-secret-of-the-client");
		this.patient.assertFailed("client-claude-code", "without client_secret_expires_at");
		assertThat(this.patient.finding("client-claude-code").seen()).doesNotContain("a-secret-of-the-client");
		this.patient.refuseRegistration(201, "[]");
		this.patient.assertFailed("client-claude-code", "no JSON object");
		this.patient.refuseRegistration(201, "{}");
		this.patient.assertFailed("client-claude-code", "no client_id");
	}

	/** Row 4 of the complaints: the port is another than the registered one. */
	@Test
	void clientWhenAuthorizationIsRefusedThenFailsThereAndSaysWhy() {
		this.patient.authorize(aResponse().withStatus(400)
			.withBody("{\"error\":\"invalid_request\",\"error_description\":\"redirect_uri\"}"));

		this.patient.assertFailed("client-vs-code", "fails at the login, after it has registered: ");
		assertThat(this.patient.finding("client-vs-code").seen()).contains("invalid_request: redirect_uri")
			.doesNotContain("code_challenge");
		assertThat(this.patient.finding("client-vs-code").fix()).contains("http://127.0.0.1:54212/");
	}

	/** Row 1 of the complaints. */
	@Test
	void clientWhenBrowserIsSentBackWithErrorThenFailsThere() {
		this.patient.authorize(aResponse().withStatus(302)
			.withHeader("Location", "http://localhost:6274/oauth/callback?error=invalid_target&state=doctor"));

		this.patient.assertFailed("client-mcp-inspector", "error=invalid_target");
		assertThat(this.patient.finding("client-mcp-remote").verdict()).isEqualTo(Verdict.OK);
	}

	@Test
	void clientWhenItHasDocumentThenUsesItAndRegistersNowhere() {
		this.patient.metadata("client_id_metadata_document_supported", true);

		assertThat(this.patient.finding("client-claude-code").seen()).contains("shows its document");
		this.patient.server.verify(getRequestedFor(urlPathEqualTo("/authorize"))
			.withQueryParam("client_id", equalTo("https://claude.ai/oauth/claude-code-client-metadata"))
			.withQueryParam("redirect_uri", equalTo("http://localhost:54212/callback"))
			.withQueryParam("resource", equalTo(this.patient.mcp().toString()))
			.withQueryParam("scope", equalTo("mcp:connect"))
			.withQueryParam("code_challenge_method", equalTo("S256")));
	}

	/** Row 6 of the complaints. */
	@Test
	void clientWhenItsDocumentIsRefusedThenWarnsHereAndFailsElsewhere() {
		String refusal = "{\"error\":\"invalid_client\",\"error_description\":\"The document can't be fetched\"}";
		this.patient.metadata("client_id_metadata_document_supported", true);
		this.patient.authorize(aResponse().withStatus(400).withBody(refusal));
		this.patient.assertWarned("client-claude-code", "The document can't be fetched");

		replace(Patient.elsewhere());
		this.patient.metadata("client_id_metadata_document_supported", true);
		this.patient.authorize(aResponse().withStatus(400).withBody(refusal));
		this.patient.assertFailed("client-claude-ai", "https://claude.ai/oauth/mcp-oauth-client-metadata");
		assertThat(this.patient.finding("client-claude-ai").fix()).contains("pinned-clients");
	}

	/** A client that may leave has not been there. */
	@Test
	void clientWhenServerLetsItDeleteItselfThenDoes() {
		this.patient.registration("registration_client_uri", this.patient.base() + "/register/a-client");
		this.patient.registration("registration_access_token", "the-token-of-the-registration");
		this.patient.examine();

		this.patient.server.verify(5, deleteRequestedFor(urlEqualTo("/register/a-client")).withHeader("Authorization",
				equalTo("Bearer the-token-of-the-registration")));
	}

	/** Otherwise a server could have the token sent to another. */
	@Test
	void clientWhenItsRegistrationIsElsewhereThenSendsNothingThere() {
		this.patient.registration("registration_client_uri",
				"http://127.0.0.1:" + this.patient.server.port() + "/register/a-client");
		this.patient.registration("registration_access_token", "the-token-of-the-registration");
		this.patient.examine();

		this.patient.server.verify(0, deleteRequestedFor(anyUrl()));
	}

	@Test
	void examineWhenNotToRegisterThenDoesNot() {
		DoctorReport report = Doctor.create().examine(this.patient.mcp(), new Doctor.Examination(false, null));

		this.patient.server.verify(0, postRequestedFor(urlEqualTo("/register")));
		assertThat(report.findings()).filteredOn((finding) -> finding.id().equals("client-cursor"))
			.singleElement()
			.extracting(Finding::seen)
			.asString()
			.contains("not tried here");
	}

	private void replace(Patient other) {
		this.patient.close();
		this.patient = other;
	}

}
