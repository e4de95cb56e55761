package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the doctor reads in metadata, and misses there.
 */
class MetadataCheckTests {

	private Patient patient = Patient.onThisMachine();

	@AfterEach
	void stop() {
		this.patient.close();
	}

	@Test
	void resourceMetadataWhenElsewhereThenWarns() {
		this.patient.challenge("Bearer resource_metadata=\"" + this.patient.base() + Patient.RESOURCE + "\"");
		this.patient.fails(Patient.RESOURCE + "/mcp", 404);

		assertThat(this.patient.finding("challenge-metadata").verdict()).isEqualTo(Verdict.OK);
		this.patient.assertWarned("resource-metadata", "answered 404");
	}

	@Test
	void resourceMetadataWhenNowhereThenFailsAndSoDoesEveryClient() {
		this.patient.challenge("Bearer");
		this.patient.fails(Patient.RESOURCE + "/mcp", 404);
		this.patient.fails(Patient.RESOURCE, 302);
		this.patient.fails(Patient.SERVER, 404);

		this.patient.assertFailed("resource-metadata", "answered 404");
		this.patient.assertFailed("server-metadata", "answered 404");
		this.patient.assertFailed("client-cursor", "the metadata of the authorization server");
	}

	@Test
	void resourceMetadataWhenNotAtTheRootThenWarns() {
		this.patient.fails(Patient.RESOURCE, 404);

		this.patient.assertWarned("resource-metadata-root", "answered 404");
	}

	/** Rows 10 and 12 of the complaints. */
	@Test
	void resourceWhenServerDoesNotKnowItsPublicUrlThenFails() {
		this.patient.resource("resource", "http://10.0.0.7:8080/mcp");

		this.patient.assertFailed("resource", "http://10.0.0.7:8080/mcp");
		assertThat(this.patient.finding("resource").fix()).contains("mcp.oauth.base-url");
	}

	@Test
	void resourceWhenSlashDiffersThenWarns() {
		this.patient.resource("resource", this.patient.mcp() + "/");

		this.patient.assertWarned("resource", "a slash at the end");
	}

	@Test
	void resourceWhenMissingThenFails() {
		this.patient.resource("resource", null);

		this.patient.assertFailed("resource", "has no \"resource\"");
	}

	@Test
	void authorizationServersWhenNoneThenFails() {
		this.patient.resource("authorization_servers", List.of());
		this.patient.assertFailed("authorization-servers", "names no authorization server");
		this.patient.resource("authorization_servers", List.of("login.example.com"));
		this.patient.assertFailed("authorization-servers", "login.example.com is no absolute URL");
	}

	/** L5. */
	@Test
	void resourceMetadataWhenServedForEveryPathThenWarns() {
		this.patient.server.stubFor(get(urlPathMatching(Patient.RESOURCE + "/mcp-oauth.*")).willReturn(okJson("{}")));

		this.patient.assertWarned("resource-metadata-unknown", "does not exist");
	}

	/** RFC 8414 section 3.3; row 8 of the complaints. */
	@Test
	void issuerWhenAnotherThenFails() {
		this.patient.metadata("issuer", "https://other.example.com");
		this.patient.assertFailed("issuer", "https://other.example.com");
		this.patient.metadata("issuer", this.patient.base() + "/");
		this.patient.assertFailed("issuer", "a slash at the end makes the difference");
	}

	@Test
	void endpointsWhenOverHttpThenFails() {
		this.patient.metadata("token_endpoint", "http://login.example.com/token");
		this.patient.assertFailed("endpoints", "token_endpoint is http://login.example.com/token");
		this.patient.metadata("token_endpoint", null);
		this.patient.assertFailed("endpoints", "token_endpoint is null");
	}

	/** B10; row 7 of the complaints. */
	@Test
	void pkceWhenNotAnnouncedThenFailsAndSoDoClients() {
		this.patient.metadata("code_challenge_methods_supported", null);

		this.patient.assertFailed("pkce", "is missing");
		this.patient.assertFailed("client-vs-code", "PKCE");
		this.patient.metadata("code_challenge_methods_supported", List.of("plain"));
		this.patient.assertFailed("pkce", "is [plain]");
		this.patient.metadata("code_challenge_methods_supported", List.of("plain", "S256"));
		this.patient.assertWarned("pkce", "[plain, S256]");
	}

	/** RFC 9207; E1 and row 9 of the complaints. */
	@Test
	void issWhenNotAnnouncedOrAnothersThenWarns() {
		this.patient.metadata("authorization_response_iss_parameter_supported", false);
		this.patient.assertWarned("iss", "don't say");
		this.patient.metadata("authorization_endpoint", "https://login.example.com/authorize");
		this.patient.assertWarned("iss", "login.example.com");
	}

	/** Row 2 of the complaints. */
	@Test
	void clientRegistrationWhenThereIsNoneThenFailsAndSoDoClients() {
		this.patient.metadata("registration_endpoint", null);

		this.patient.assertFailed("client-registration", "neither register nor show a document");
		this.patient.assertFailed("client-mcp-remote", "registration: there is none");
	}

	@Test
	void authMethodsWhenNoneIsNotAmongThemThenWarns() {
		this.patient.metadata("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
		this.patient.assertWarned("auth-methods", "has no \"none\"");
		this.patient.metadata("token_endpoint_auth_methods_supported", null);
		this.patient.assertWarned("auth-methods", "is missing");
	}

	@Test
	void refreshWhenNotAnnouncedThenWarns() {
		this.patient.metadata("grant_types_supported", List.of("authorization_code"));

		this.patient.assertWarned("refresh", "refresh_token");
	}

	/** Rows 1 and 2 of the complaints. Nobody has to be reached for that. */
	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.com/common/v2.0", "https://accounts.google.com" })
	void providerWhenKnownNotToWorkThenFails(String issuer) {
		Findings findings = new Findings();
		ServerMetadataCheck.examineProvider(URI.create(issuer), findings);

		assertThat(findings.all()).singleElement().extracting(Finding::verdict).isEqualTo(Verdict.FAILURE);
	}

}
