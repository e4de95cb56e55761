package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.net.HttpProbe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the doctor sees of servers that do things wrong, each in one way.
 */
class DoctorTests {

	private Patient patient = Patient.onThisMachine();

	@AfterEach
	void stop() {
		this.patient.close();
	}

	/** So each of these checks has a setup that passes. */
	@Test
	void examineWhenServerIsInGoodHealthThenAllIsOkButWhoCanNotReachIt() {
		DoctorReport report = this.patient.examine();

		assertThat(report.findings()).filteredOn((finding) -> finding.verdict() == Verdict.OK)
			.extracting(Finding::id)
			.containsExactly("reachable", "https", "clock", "challenge-status", "challenge-syntax",
					"challenge-metadata", "resource-metadata", "resource-metadata-root", "resource",
					"authorization-servers", "resource-metadata-unknown", "server-metadata", "issuer", "endpoints",
					"pkce", "iss", "client-registration", "auth-methods", "refresh", "cors-preflight", "cors-token",
					"cors-metadata", "cors-challenge", "forged-host", "client-claude-code", "client-vs-code",
					"client-cursor", "client-mcp-inspector", "client-mcp-remote");
		assertThat(report.findings()).filteredOn((finding) -> finding.verdict() != Verdict.OK)
			.extracting(Finding::id)
			.containsExactly("client-claude-ai", "client-chatgpt");
		assertThat(report.verdict()).isEqualTo(Verdict.WARNING);
	}

	@Test
	void examineWhenServerIsElsewhereThenHostedClientsGetToTheLogin() {
		replace(Patient.elsewhere());

		assertThat(finding("client-claude-ai").verdict()).isEqualTo(Verdict.OK);
		assertThat(finding("client-chatgpt").verdict()).isEqualTo(Verdict.OK);
		assertFailed("https", "plain http");
	}

	@Test
	void examineWhenNobodyListensThenSaysNothingElse() {
		this.patient.server.stop();

		assertThat(this.patient.examine().findings()).singleElement().satisfies((finding) -> {
			assertThat(finding.id()).isEqualTo("reachable");
			assertThat(finding.verdict()).isEqualTo(Verdict.FAILURE);
			assertThat(finding.fix()).isNotBlank();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "mcp.example.com", "/mcp", "ftp://mcp.example.com/mcp", "https:///mcp",
			"https://mcp.example.com/mcp#top", "mailto:mcp@example.com" })
	void examineWhenUrlIsNoneThenRefusesIt(String url) {
		Doctor doctor = Doctor.create();

		assertThatIllegalArgumentException()
			.isThrownBy(() -> doctor.examine(URI.create(url), new Doctor.Examination(true, null)))
			.withMessageContaining(url);
	}

	@ParameterizedTest
	@CsvSource({ "120, 120 seconds behind", "-120, 120 seconds ahead" })
	void clockWhenItIsWrongThenFails(long seconds, String seen) {
		this.patient.answer(aResponse().withStatus(401)
			.withHeader("Date", Patient.now(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)))));

		assertThat(finding("clock").verdict()).isEqualTo(Verdict.FAILURE);
		assertThat(finding("clock").seen())
			.matches("This machine is 1[12]\\d seconds " + seen.substring(seen.lastIndexOf(' ') + 1) + ":.*");
	}

	@ParameterizedTest
	@CsvSource({ "200, open to everybody", "302, Exempt the MCP endpoint", "403, check of Host and Origin",
			"404, compare the path", "405, does not take POST", "502, down or not ready", "500, with 401" })
	void challengeStatusWhenItIsNo401ThenFailsAndKnowsTheUsualCause(int status, String fix) {
		this.patient.answer(aResponse().withStatus(status));

		assertFailed("challenge-status", "answered " + status);
		assertThat(finding("challenge-status").fix()).contains(fix);
	}

	/** RFC 9110 section 11.6.1. The third one is row B of the systems. */
	@ParameterizedTest
	@ValueSource(strings = { "Bearer resource_metadata=https://mcp.example.com/x", "Bearer realm=\"mcp\" scope=\"a\"",
			"Bearer, realm=\"auth\", as_uri=\"x\", resource_metadata=http://x", "Bearer realm=\"never closed" })
	void challengeSyntaxWhenMalformedThenFails(String header) {
		this.patient.challenge(header);

		assertFailed("challenge-syntax", "malformed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic realm=\"mcp\"", "Negotiate" })
	void challengeSyntaxWhenSchemeIsAnotherThenFails(String header) {
		this.patient.challenge(header);

		assertFailed("challenge-syntax", "no WWW-Authenticate header with the scheme Bearer");
	}

	@Test
	void challengeSyntaxWhenThereIsAnotherSchemeBesideThenFindsTheBearer() {
		this.patient.challenge("Basic realm=\"a, b\", bearer scope=\"x\" , resource_metadata=\"" + this.patient.base()
				+ Patient.RESOURCE + "\"");

		assertThat(finding("challenge-syntax").verdict()).isEqualTo(Verdict.OK);
		assertThat(finding("challenge-metadata").verdict()).isEqualTo(Verdict.OK);
	}

	/** RFC 6750 section 3.1. */
	@Test
	void challengeErrorWhenNamedWithoutTokenThenWarns() {
		this.patient.challenge("Bearer error=\"invalid_token\"");

		assertWarned("challenge-error", "invalid_token");
	}

	@Test
	void challengeMetadataWhenMissingThenWarns() {
		this.patient.challenge("Bearer realm=\"mcp\"");

		assertWarned("challenge-metadata", "does not say where");
	}

	@Test
	void challengeMetadataWhenNoUrlThenFails() {
		this.patient.challenge("Bearer resource_metadata=\"/.well-known/oauth-protected-resource\"");

		assertFailed("challenge-metadata", "no absolute URL");
	}

	@Test
	void challengeMetadataWhenProxyDoesNotPassItOnThenFails() {
		this.patient.fails(Patient.RESOURCE + "/mcp", 404);

		assertFailed("challenge-metadata", "answered 404");
		assertFailed("resource-metadata", "answered 404");
	}

	@Test
	void resourceMetadataWhenElsewhereThenWarns() {
		this.patient.challenge("Bearer resource_metadata=\"" + this.patient.base() + Patient.RESOURCE + "\"");
		this.patient.fails(Patient.RESOURCE + "/mcp", 404);

		assertThat(finding("challenge-metadata").verdict()).isEqualTo(Verdict.OK);
		assertWarned("resource-metadata", "answered 404");
	}

	@Test
	void resourceMetadataWhenNowhereThenFailsAndSoDoesEveryClient() {
		this.patient.challenge("Bearer");
		this.patient.fails(Patient.RESOURCE + "/mcp", 404);
		this.patient.fails(Patient.RESOURCE, 302);
		this.patient.fails(Patient.SERVER, 404);

		assertFailed("resource-metadata", "answered 404");
		assertFailed("server-metadata", "answered 404");
		assertFailed("client-cursor", "the metadata of the authorization server");
	}

	@Test
	void resourceMetadataWhenNotAtTheRootThenWarns() {
		this.patient.fails(Patient.RESOURCE, 404);

		assertWarned("resource-metadata-root", "answered 404");
	}

	/** Rows 10 and 12 of the complaints. */
	@Test
	void resourceWhenServerDoesNotKnowItsPublicUrlThenFails() {
		this.patient.resource("resource", "http://10.0.0.7:8080/mcp");

		assertFailed("resource", "http://10.0.0.7:8080/mcp");
		assertThat(finding("resource").fix()).contains("mcp.oauth.base-url");
	}

	@Test
	void resourceWhenSlashDiffersThenWarns() {
		this.patient.resource("resource", this.patient.mcp() + "/");

		assertWarned("resource", "a slash at the end");
	}

	@Test
	void resourceWhenMissingThenFails() {
		this.patient.resource("resource", null);

		assertFailed("resource", "has no \"resource\"");
	}

	@Test
	void authorizationServersWhenNoneThenFails() {
		this.patient.resource("authorization_servers", List.of());
		assertFailed("authorization-servers", "names no authorization server");
		this.patient.resource("authorization_servers", List.of("login.example.com"));
		assertFailed("authorization-servers", "login.example.com is no absolute URL");
	}

	/** L5. */
	@Test
	void resourceMetadataWhenServedForEveryPathThenWarns() {
		this.patient.server.stubFor(get(urlPathMatching(Patient.RESOURCE + "/mcp-oauth.*")).willReturn(okJson("{}")));

		assertWarned("resource-metadata-unknown", "does not exist");
	}

	/** RFC 8414 section 3.3; row 8 of the complaints. */
	@Test
	void issuerWhenAnotherThenFails() {
		this.patient.metadata("issuer", "https://other.example.com");
		assertFailed("issuer", "https://other.example.com");
		this.patient.metadata("issuer", this.patient.base() + "/");
		assertFailed("issuer", "a slash at the end makes the difference");
	}

	@Test
	void endpointsWhenOverHttpThenFails() {
		this.patient.metadata("token_endpoint", "http://login.example.com/token");
		assertFailed("endpoints", "token_endpoint is http://login.example.com/token");
		this.patient.metadata("token_endpoint", null);
		assertFailed("endpoints", "token_endpoint is null");
	}

	/** B10; row 7 of the complaints. */
	@Test
	void pkceWhenNotAnnouncedThenFailsAndSoDoClients() {
		this.patient.metadata("code_challenge_methods_supported", null);

		assertFailed("pkce", "is missing");
		assertFailed("client-vs-code", "PKCE");
		this.patient.metadata("code_challenge_methods_supported", List.of("plain"));
		assertFailed("pkce", "is [plain]");
		this.patient.metadata("code_challenge_methods_supported", List.of("plain", "S256"));
		assertWarned("pkce", "[plain, S256]");
	}

	/** RFC 9207; E1 and row 9 of the complaints. */
	@Test
	void issWhenNotAnnouncedOrAnothersThenWarns() {
		this.patient.metadata("authorization_response_iss_parameter_supported", false);
		assertWarned("iss", "don't say");
		this.patient.metadata("authorization_endpoint", "https://login.example.com/authorize");
		assertWarned("iss", "login.example.com");
	}

	/** Row 2 of the complaints. */
	@Test
	void clientRegistrationWhenThereIsNoneThenFailsAndSoDoClients() {
		this.patient.metadata("registration_endpoint", null);

		assertFailed("client-registration", "neither register nor show a document");
		assertFailed("client-mcp-remote", "registration: there is none");
	}

	@Test
	void authMethodsWhenNoneIsNotAmongThemThenWarns() {
		this.patient.metadata("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
		assertWarned("auth-methods", "has no \"none\"");
		this.patient.metadata("token_endpoint_auth_methods_supported", null);
		assertWarned("auth-methods", "is missing");
	}

	@Test
	void refreshWhenNotAnnouncedThenWarns() {
		this.patient.metadata("grant_types_supported", List.of("authorization_code"));

		assertWarned("refresh", "refresh_token");
	}

	/** Rows 1 and 2 of the complaints. Nobody has to be reached for that. */
	@ParameterizedTest
	@ValueSource(strings = { "https://login.microsoftonline.com/common/v2.0", "https://accounts.google.com" })
	void providerWhenKnownNotToWorkThenFails(String issuer) {
		Findings findings = new Findings();
		ServerMetadataCheck.examineProvider(URI.create(issuer), findings);

		assertThat(findings.all()).singleElement().extracting(Finding::verdict).isEqualTo(Verdict.FAILURE);
	}

	/** Row 13 of the complaints; L15. */
	@Test
	void corsWhenPreflightNeedsTokenThenFails() {
		this.patient.preflight("/mcp", aResponse().withStatus(401));
		this.patient.preflight("/token", aResponse().withStatus(401));

		assertFailed("cors-preflight", "answered 401");
		assertFailed("cors-token", "answered 401");
	}

	@Test
	void corsWhenOriginIsNotAllowedThenWarns() {
		this.patient.preflight("/mcp", aResponse().withStatus(403));
		this.patient.preflight("/token",
				aResponse().withStatus(200).withHeader("Access-Control-Allow-Origin", "https://other.example.com"));
		this.patient.server.stubFor(get(urlEqualTo(Patient.RESOURCE + "/mcp")).willReturn(okJson("{}")));

		assertWarned("cors-preflight", "may not call");
		assertWarned("cors-token", "may not call");
		assertWarned("cors-metadata", "can't read");
	}

	@Test
	void corsWhenChallengeIsHiddenThenWarns() {
		this.patient.challenge("Bearer", "Date");

		assertWarned("cors-challenge", "not its challenge");
	}

	/** L2; row 10 of the complaints. */
	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-Host", "Forwarded" })
	void forgedHostWhenItGetsIntoTheMetadataThenFails(String header) {
		this.patient.server.stubFor(get(urlEqualTo(Patient.RESOURCE + "/mcp"))
			.withHeader(header, equalTo((header.equals("Forwarded") ? "host=" : "") + "mcp-oauth-doctor.invalid"))
			.willReturn(okJson("{\"resource\":\"http://mcp-oauth-doctor.invalid/mcp\"}")));

		assertFailed("forged-host", "forged");
	}

	@Test
	void forgedHostWhenItGetsIntoTheChallengeThenFails() {
		this.patient.server
			.stubFor(post(urlEqualTo("/mcp")).withHeader("X-Forwarded-Host", equalTo("mcp-oauth-doctor.invalid"))
				.willReturn(aResponse().withStatus(401)
					.withHeader("WWW-Authenticate",
							"Bearer resource_metadata=\"https://mcp-oauth-doctor.invalid/x\"")));

		assertFailed("forged-host", "forged");
	}

	@Test
	void clientWhenItsRedirectUriIsRefusedThenFailsAtRegistration() {
		this.patient.refuseRegistration(400,
				"{\"error\":\"invalid_redirect_uri\",\"error_description\":\"cursor is not allowed\"}");

		assertFailed("client-cursor", "fails at registration: ");
		assertThat(finding("client-cursor").seen()).contains("invalid_redirect_uri: cursor is not allowed");
		assertThat(finding("client-cursor").fix()).contains("cursor://anysphere.cursor-mcp/oauth/callback");
	}

	@ParameterizedTest
	@CsvSource({ "401, Open registration", "403, Open registration", "429, less often" })
	void clientWhenRegistrationIsClosedThenFailsThere(int status, String fix) {
		this.patient.refuseRegistration(status, "");

		assertFailed("client-mcp-inspector", "answered " + status);
		assertThat(finding("client-mcp-inspector").fix()).contains(fix);
	}

	/** Row 19 of the complaints; RFC 7591 section 3.2.1. */
	@Test
	void clientWhenRegistrationAnswersSloppilyThenFailsThere() {
		this.patient.serveRegistration(200);
		assertFailed("client-claude-code", "answered with 200");
		this.patient.registration("client_uri", null);
		assertFailed("client-claude-code", "client_uri is null");
		this.patient.registration("client_uri", "https://example.com");
		this.patient.registration("client_secret", "a-secret-of-the-client");
		assertFailed("client-claude-code", "without client_secret_expires_at");
		assertThat(finding("client-claude-code").seen()).doesNotContain("a-secret-of-the-client");
		this.patient.refuseRegistration(201, "[]");
		assertFailed("client-claude-code", "no JSON object");
		this.patient.refuseRegistration(201, "{}");
		assertFailed("client-claude-code", "no client_id");
	}

	/** Row 4 of the complaints: the port is another than the registered one. */
	@Test
	void clientWhenAuthorizationIsRefusedThenFailsThereAndSaysWhy() {
		this.patient.authorize(aResponse().withStatus(400)
			.withBody("{\"error\":\"invalid_request\",\"error_description\":\"redirect_uri\"}"));

		assertFailed("client-vs-code", "fails at the login, after it has registered: ");
		assertThat(finding("client-vs-code").seen()).contains("invalid_request: redirect_uri")
			.doesNotContain("code_challenge");
		assertThat(finding("client-vs-code").fix()).contains("http://127.0.0.1:54212/");
	}

	/** Row 1 of the complaints. */
	@Test
	void clientWhenBrowserIsSentBackWithErrorThenFailsThere() {
		this.patient.authorize(aResponse().withStatus(302)
			.withHeader("Location", "http://localhost:6274/oauth/callback?error=invalid_target&state=doctor"));

		assertFailed("client-mcp-inspector", "error=invalid_target");
		assertThat(finding("client-mcp-remote").verdict()).isEqualTo(Verdict.OK);
	}

	@Test
	void clientWhenItHasDocumentThenUsesItAndRegistersNowhere() {
		this.patient.metadata("client_id_metadata_document_supported", true);

		assertThat(finding("client-claude-code").seen()).contains("shows its document");
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
		assertWarned("client-claude-code", "The document can't be fetched");

		replace(Patient.elsewhere());
		this.patient.metadata("client_id_metadata_document_supported", true);
		this.patient.authorize(aResponse().withStatus(400).withBody(refusal));
		assertFailed("client-claude-ai", "https://claude.ai/oauth/mcp-oauth-client-metadata");
		assertThat(finding("client-claude-ai").fix()).contains("pinned-clients");
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

	@Test
	void tokenWhenServerAcceptsItThenOk() {
		String token = token(Map.of("iss", this.patient.base(), "aud", this.patient.mcp().toString(), "exp",
				Clock.systemUTC().instant().getEpochSecond() + 60));
		this.patient.server.stubFor(post(urlEqualTo("/mcp")).withHeader("Authorization", equalTo("Bearer " + token))
			.willReturn(okJson("{}")));

		assertThat(examine(token).findings()).filteredOn((finding) -> finding.id().startsWith("token"))
			.extracting(Finding::verdict)
			.containsExactly(Verdict.OK, Verdict.OK, Verdict.OK, Verdict.OK, Verdict.OK);
	}

	/** Rows 12 and 22 of the complaints. */
	@Test
	void tokenWhenOfAnotherForAnotherAndExpiredThenSaysSo() {
		this.patient.challenge("Bearer error_description=\"The token was not issued for this resource (aud)\"");
		String token = token(Map.of("iss", "https://other.example.com", "aud", "other", "exp", 1));

		List<Finding> findings = examine(token).findings();
		assertThat(of(findings, "token-issuer").verdict()).isEqualTo(Verdict.WARNING);
		assertThat(of(findings, "token-audience").seen()).contains("[other]");
		assertThat(of(findings, "token-expiry").verdict()).isEqualTo(Verdict.FAILURE);
		assertThat(of(findings, "token").seen()).contains("The token was not issued for this resource (aud)");
		assertThat(findings.toString()).doesNotContain(token);
		assertThat(new Doctor.Examination(true, token).toString()).doesNotContain(token);
	}

	@Test
	void tokenWhenOpaqueOrEternalThenSaysSo() {
		assertThat(of(examine("mat_opaque").findings(), "token-kind").seen()).contains("opaque");
		List<Finding> findings = examine(token(Map.of("iss", this.patient.base()))).findings();
		assertThat(of(findings, "token-expiry").verdict()).isEqualTo(Verdict.WARNING);
		assertThat(of(findings, "token-audience").seen()).contains("nobody in particular");
	}

	/** A server that is not ours can write what it likes. */
	@Test
	void textWhenServerWritesControlCharactersThenTerminalGetsNone() {
		this.patient.refuseRegistration(400, "{\"error\":\"\\u001b[2Jx\\u0007\\ny\"}");

		String text = this.patient.examine().toText();
		assertThat(text).contains("[2Jx y").doesNotContain("\u001b", "\u0007");
	}

	/** FT5: it does not wait for ever, and each document is asked for once. */
	@Test
	void examineWhenAllIsBrokenThenEndsAndSaysSo() {
		this.patient.server.resetMappings();
		this.patient.server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500).withBody("<html>")));

		DoctorReport report = this.patient.examine();
		assertThat(report.verdict()).isEqualTo(Verdict.FAILURE);
		assertThat(report.findings()).filteredOn((finding) -> finding.verdict() == Verdict.FAILURE)
			.allSatisfy((finding) -> assertThat(finding.fix()).isNotBlank());
	}

	private void replace(Patient other) {
		this.patient.close();
		this.patient = other;
	}

	private static String token(Map<String, Object> claims) {
		try {
			return new PlainJWT(JWTClaimsSet.parse(claims)).serialize();
		}
		catch (java.text.ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private DoctorReport examine(@Nullable String token) {
		return new Doctor(new HttpProbe(new HttpFetcher()), Clock.systemUTC()).examine(this.patient.mcp(),
				new Doctor.Examination(false, token));
	}

	private Finding finding(String id) {
		return of(this.patient.examine().findings(), id);
	}

	private static Finding of(List<Finding> findings, String id) {
		return findings.stream().filter((finding) -> finding.id().equals(id)).findFirst().orElseThrow();
	}

	private void assertFailed(String id, String seen) {
		assertFound(id, Verdict.FAILURE, seen);
	}

	private void assertWarned(String id, String seen) {
		assertFound(id, Verdict.WARNING, seen);
	}

	private void assertFound(String id, Verdict verdict, String seen) {
		Finding finding = finding(id);
		assertThat(finding.verdict()).as(finding.toString()).isEqualTo(verdict);
		assertThat(finding.seen()).contains(seen);
		assertThat(finding.fix()).isNotBlank();
	}

}
