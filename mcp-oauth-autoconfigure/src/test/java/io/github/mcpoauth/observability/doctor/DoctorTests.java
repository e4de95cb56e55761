package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
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
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What the doctor sees of servers that do things wrong, each in one way: on the way to
 * them, in their challenge, for browsers and for a token.
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
					"cors-metadata", "cors-challenge", "forged-host", "dangerous-redirects", "client-claude-code",
					"client-vs-code", "client-cursor", "client-mcp-inspector", "client-mcp-remote");
		assertThat(report.findings()).filteredOn((finding) -> finding.verdict() != Verdict.OK)
			.extracting(Finding::id)
			.containsExactly("client-claude-ai", "client-chatgpt");
		assertThat(report.verdict()).isEqualTo(Verdict.WARNING);
	}

	@Test
	void examineWhenServerIsElsewhereThenHostedClientsGetToTheLogin() {
		replace(Patient.elsewhere());

		assertThat(this.patient.finding("client-claude-ai").verdict()).isEqualTo(Verdict.OK);
		assertThat(this.patient.finding("client-chatgpt").verdict()).isEqualTo(Verdict.OK);
		this.patient.assertFailed("https", "plain http");
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

		assertThat(this.patient.finding("clock").verdict()).isEqualTo(Verdict.FAILURE);
		assertThat(this.patient.finding("clock").seen())
			.matches("This machine is 1[12]\\d seconds " + seen.substring(seen.lastIndexOf(' ') + 1) + ":.*");
	}

	@ParameterizedTest
	@CsvSource({ "0, OK", "120, FAILURE" })
	void clockOfAuthorizationServerWhenItIsAnotherMachineThenCompared(long seconds, Verdict verdict) {
		this.patient.resource("authorization_servers", List.of("http://127.0.0.1:" + this.patient.server.port()));
		this.patient.server.stubFor(get(urlEqualTo(Patient.SERVER)).willReturn(okJson("{}").withHeader("Date",
				Patient.now(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds))))));

		assertThat(this.patient.finding("clock-authorization-server").verdict()).isEqualTo(verdict);
	}

	@ParameterizedTest
	@CsvSource({ "200, open to everybody", "302, Exempt the MCP endpoint", "403, check of Host and Origin",
			"404, compare the path", "405, does not take POST", "502, down or not ready", "500, with 401" })
	void challengeStatusWhenItIsNo401ThenFailsAndKnowsTheUsualCause(int status, String fix) {
		this.patient.answer(aResponse().withStatus(status));

		this.patient.assertFailed("challenge-status", "answered " + status);
		assertThat(this.patient.finding("challenge-status").fix()).contains(fix);
	}

	/** RFC 9110 section 11.6.1. The third one is row B of the systems. */
	@ParameterizedTest
	@ValueSource(strings = { "Bearer resource_metadata=https://mcp.example.com/x", "Bearer realm=\"mcp\" scope=\"a\"",
			"Bearer, realm=\"auth\", as_uri=\"x\", resource_metadata=http://x", "Bearer realm=\"never closed" })
	void challengeSyntaxWhenMalformedThenFails(String header) {
		this.patient.challenge(header);

		this.patient.assertFailed("challenge-syntax", "malformed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic realm=\"mcp\"", "Negotiate" })
	void challengeSyntaxWhenSchemeIsAnotherThenFails(String header) {
		this.patient.challenge(header);

		this.patient.assertFailed("challenge-syntax", "no WWW-Authenticate header with the scheme Bearer");
	}

	@Test
	void challengeSyntaxWhenThereIsAnotherSchemeBesideThenFindsTheBearer() {
		this.patient.challenge("Basic realm=\"a, b\", bearer scope=\"x\" , resource_metadata=\"" + this.patient.base()
				+ Patient.RESOURCE + "\"");

		assertThat(this.patient.finding("challenge-syntax").verdict()).isEqualTo(Verdict.OK);
		assertThat(this.patient.finding("challenge-metadata").verdict()).isEqualTo(Verdict.OK);
	}

	/** RFC 6750 section 3.1. */
	@Test
	void challengeErrorWhenNamedWithoutTokenThenWarns() {
		this.patient.challenge("Bearer error=\"invalid_token\"");

		this.patient.assertWarned("challenge-error", "invalid_token");
	}

	@Test
	void challengeMetadataWhenMissingThenWarns() {
		this.patient.challenge("Bearer realm=\"mcp\"");

		this.patient.assertWarned("challenge-metadata", "does not say where");
	}

	@Test
	void challengeMetadataWhenNoUrlThenFails() {
		this.patient.challenge("Bearer resource_metadata=\"/.well-known/oauth-protected-resource\"");

		this.patient.assertFailed("challenge-metadata", "no absolute URL");
	}

	@Test
	void challengeMetadataWhenProxyDoesNotPassItOnThenFails() {
		this.patient.fails(Patient.RESOURCE + "/mcp", 404);

		this.patient.assertFailed("challenge-metadata", "answered 404");
		this.patient.assertFailed("resource-metadata", "answered 404");
	}

	/** Row 13 of the complaints; L15. */
	@Test
	void corsWhenPreflightNeedsTokenThenFails() {
		this.patient.preflight("/mcp", aResponse().withStatus(401));
		this.patient.preflight("/token", aResponse().withStatus(401));

		this.patient.assertFailed("cors-preflight", "answered 401");
		this.patient.assertFailed("cors-token", "answered 401");
	}

	@Test
	void corsWhenOriginIsNotAllowedThenWarns() {
		this.patient.preflight("/mcp", aResponse().withStatus(403));
		this.patient.preflight("/token",
				aResponse().withStatus(200).withHeader("Access-Control-Allow-Origin", "https://other.example.com"));
		this.patient.server.stubFor(get(urlEqualTo(Patient.RESOURCE + "/mcp")).willReturn(okJson("{}")));

		this.patient.assertWarned("cors-preflight", "may not call");
		this.patient.assertWarned("cors-token", "may not call");
		this.patient.assertWarned("cors-metadata", "can't read");
	}

	@Test
	void corsWhenChallengeIsHiddenThenWarns() {
		this.patient.challenge("Bearer", "Date");

		this.patient.assertWarned("cors-challenge", "not its challenge");
	}

	/** L2; row 10 of the complaints. */
	@ParameterizedTest
	@ValueSource(strings = { "X-Forwarded-Host", "Forwarded" })
	void forgedHostWhenItGetsIntoTheMetadataThenFails(String header) {
		this.patient.server.stubFor(get(urlEqualTo(Patient.RESOURCE + "/mcp"))
			.withHeader(header, equalTo((header.equals("Forwarded") ? "host=" : "") + "mcp-oauth-doctor.invalid"))
			.willReturn(okJson("{\"resource\":\"http://mcp-oauth-doctor.invalid/mcp\"}")));

		this.patient.assertFailed("forged-host", "forged");
	}

	@Test
	void forgedHostWhenItGetsIntoTheChallengeThenFails() {
		this.patient.server
			.stubFor(post(urlEqualTo("/mcp")).withHeader("X-Forwarded-Host", equalTo("mcp-oauth-doctor.invalid"))
				.willReturn(aResponse().withStatus(401)
					.withHeader("WWW-Authenticate",
							"Bearer resource_metadata=\"https://mcp-oauth-doctor.invalid/x\"")));

		this.patient.assertFailed("forged-host", "forged");
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
		// The last one has a header that is the text null
		for (String opaque : List.of("mat_opaque", "a.b.c", "bnVsbA.e30.eA")) {
			assertThat(of(examine(opaque).findings(), "token-kind").seen()).contains("opaque");
		}
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
			SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), JWTClaimsSet.parse(claims));
			token.sign(new MACSigner(new byte[32]));
			return token.serialize();
		}
		catch (java.text.ParseException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private DoctorReport examine(@Nullable String token) {
		return new Doctor(new HttpProbe(new HttpFetcher()), Clock.systemUTC()).examine(this.patient.mcp(),
				new Doctor.Examination(false, token));
	}

	private static Finding of(List<Finding> findings, String id) {
		return findings.stream().filter((finding) -> finding.id().equals(id)).findFirst().orElseThrow();
	}

}
