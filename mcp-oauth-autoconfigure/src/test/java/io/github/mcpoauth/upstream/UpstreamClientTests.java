package io.github.mcpoauth.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Redeeming, refreshing and revoking at a provider that is well, odd or down.
 */
@ExtendWith(OutputCaptureExtension.class)
class UpstreamClientTests {

	private static final String SECRET = "s3cret &/+\u00e4";

	private static final String TOKENS = "{\"access_token\":\"canary-access\",\"token_type\":\"bearer\","
			+ "\"expires_in\":3600,\"refresh_token\":\"canary-refresh\",\"scope\":\"openid mcp:read\"}";

	private final TestUpstream upstream = new TestUpstream("/tenant");

	@BeforeEach
	void serve() {
		this.upstream.serve(this.upstream.document());
	}

	@AfterEach
	void stop() {
		this.upstream.close();
	}

	@Test
	void redeemWhenAnsweredThenTokensAndTheRequestIsComplete() {
		answer(okJson(TOKENS));
		assertThat(redeem((String) null))
			.isEqualTo(new UpstreamTokens("canary-access", 3600L, "canary-refresh", "openid mcp:read", null));
		assertThat(form()).containsOnly(Map.entry("grant_type", "authorization_code"), Map.entry("code", "canary-code"),
				Map.entry("code_verifier", "canary-verifier"),
				Map.entry("redirect_uri", "https://mcp.example.com/oauth2/callback"),
				Map.entry("resource", TestUpstream.RESOURCE), Map.entry("client_id", TestUpstream.CLIENT_ID));
		assertThat(request().getHeader("Authorization")).isNull();
	}

	/** A verifier without a challenge is an error (RFC 9700 section 4.8.2). */
	@Tag("B6")
	@Test
	void redeemWhenPkceIsOffThenNoVerifier() {
		ProviderQuirks some = ProviderDefaults.of(UpstreamProvider.OKTA, this.upstream.issuer(), null);
		this.upstream.quirks(new ProviderQuirks(some.resource(), some.audience(), "", Set.of(), Set.of(), Set.of(),
				Map.of(), false, null, ProviderTokens.USUAL));
		answer(okJson(TOKENS));
		redeem(SECRET);
		assertThat(form()).containsKey("code").doesNotContainKeys("code_verifier", "resource");
	}

	@Test
	void refreshWhenAnsweredThenTokensAndScopesAreSentOnlyIfThereAreSome() {
		answer(okJson("{\"access_token\":\"canary-access\"}"));
		assertThat(refresh(Set.of())).isEqualTo(new UpstreamTokens("canary-access", null, null, null, null));
		assertThat(form()).containsOnly(Map.entry("grant_type", "refresh_token"),
				Map.entry("refresh_token", "canary-refresh"), Map.entry("resource", TestUpstream.RESOURCE),
				Map.entry("client_id", TestUpstream.CLIENT_ID));
		this.upstream.server().resetRequests();
		refresh(Set.of("mcp:read"));
		assertThat(form()).containsEntry("scope", "mcp:read");
	}

	@Test
	void revokeWhenProviderHasAnEndpointThenSentThere() {
		answer(aResponse().withStatus(200));
		assertThat(this.upstream.client(SECRET).revoke("canary-refresh", "refresh_token")).isTrue();
		assertThat(request().getUrl()).isEqualTo("/revoke");
		assertThat(form()).containsOnly(Map.entry("token", "canary-refresh"),
				Map.entry("token_type_hint", "refresh_token"));
		assertThat(request().getHeader("Authorization")).startsWith("Basic ");
	}

	@Test
	void revokeWhenProviderHasNoEndpointThenNothingHappens() {
		Map<String, Object> document = this.upstream.document();
		document.remove("revocation_endpoint");
		assertThat(this.upstream.serve(document).client(SECRET).revoke("canary-refresh", null)).isFalse();
		this.upstream.server().verify(0, postRequestedFor(anyUrl()));
	}

	@Test
	void revokeWhenProviderDoesNotKnowTheTokenThenDone() {
		answer(aResponse().withStatus(400).withBody("{\"error\":\"invalid_token\"}"));
		this.upstream.client(SECRET).revoke("canary-refresh", null);
		assertThat(form()).doesNotContainKey("token_type_hint");
	}

	@ParameterizedTest
	@CsvSource({ "401, '{\"error\":\"invalid_client\"}'", "503, ''", "429, '{\"error\":\"invalid_token\"}'", "302, ''",
			"400, '<html>'" })
	void revokeWhenProviderCanNotBeAskedThenUnavailable(int status, String body) {
		answer(aResponse().withStatus(status).withBody(body));
		assertThatExceptionOfType(UpstreamUnavailableException.class)
			.isThrownBy(() -> this.upstream.client(SECRET).revoke("canary-refresh", null))
			.satisfies(UpstreamClientTests::holdsNoSecret);
	}

	/** RFC 6749 section 2.3.1: both are form-encoded before they are joined. */
	@ParameterizedTest
	@ValueSource(strings = { "", "client_secret_basic", "client_secret_post,client_secret_basic", "private_key_jwt" })
	void redeemWhenThereIsASecretThenItGoesIntoTheHeader(String methods) {
		authMethods(methods);
		answer(okJson(TOKENS));
		redeem(SECRET);
		String credentials = request().getHeader("Authorization").substring("Basic ".length());
		assertThat(new String(Base64.getDecoder().decode(credentials), StandardCharsets.US_ASCII))
			.isEqualTo("mcp-facade:s3cret+%26%2F%2B%C3%A4");
		assertThat(form()).doesNotContainKeys("client_id", "client_secret");
	}

	@Test
	void redeemWhenProviderTakesTheSecretInTheBodyOnlyThenItGoesThere() {
		authMethods("client_secret_post,private_key_jwt");
		answer(okJson(TOKENS));
		redeem(SECRET);
		assertThat(form()).containsEntry("client_id", TestUpstream.CLIENT_ID).containsEntry("client_secret", SECRET);
		assertThat(request().getHeader("Authorization")).isNull();
	}

	@Test
	void redeemWhenMethodIsConfiguredThenItWins() {
		authMethods("client_secret_basic");
		answer(okJson(TOKENS));
		redeem(this.upstream.client(new UpstreamRegistration(TestUpstream.CLIENT_ID, SECRET,
				ClientAuthenticationMethod.CLIENT_SECRET_POST)));
		assertThat(form()).containsEntry("client_secret", SECRET);
	}

	@Tag("FT9")
	@ParameterizedTest
	@ValueSource(strings = { "", "<html>", "[]", "null", "{}", "{\"access_token\":\"\"}", "{\"access_token\":5}",
			"{\"access_token\":null}", "{\"access_token\":[\"a\"]}", "{\"access_token\":\"a\"",
			"{\"access_token\":\"a\",\"access_token\":\"b\"}", "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
			"{\"access_token\":\"a\",\"token_type\":5}", "{\"access_token\":\"a\",\"expires_in\":-1}",
			"{\"access_token\":\"a\",\"expires_in\":1.5}", "{\"access_token\":\"a\",\"expires_in\":\"soon\"}",
			"{\"access_token\":\"a\",\"expires_in\":99999999999999999999}",
			"{\"access_token\":\"a\",\"expires_in\":true}", "{\"access_token\":\"a\",\"refresh_token\":{}}",
			"{\"access_token\":\"a\",\"scope\":[\"openid\"]}", "{\"error\":\"invalid_grant\"}" })
	void redeemWhenAnswerIsNoTokenThenUnavailable(String body) {
		answer(aResponse().withStatus(200).withBody(body));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(() -> redeem(SECRET))
			.satisfies(UpstreamClientTests::holdsNoSecret);
	}

	@ParameterizedTest
	@CsvSource({ "'{\"access_token\":\"a\",\"expires_in\":\"3599\"}', 3599",
			"'{\"access_token\":\"a\",\"expires_in\":0,\"token_type\":\"BEARER\"}', 0",
			"'{\"access_token\":\"a\",\"expires_in\":null,\"refresh_token\":null,\"id_token\":5}'," })
	void redeemWhenAnswerIsOddButClearThenTokens(String body, Long expiresIn) {
		answer(okJson(body));
		assertThat(redeem(SECRET)).isEqualTo(new UpstreamTokens("a", expiresIn, null, null, null));
	}

	@Tag("FT10")
	@ParameterizedTest
	@CsvSource({ "500, '{\"error\":\"invalid_grant\"}'", "503, ''", "502, '<html>'",
			"429, '{\"error\":\"invalid_grant\"}'", "400, '<html>'", "400, ''", "400, '{\"error\":5}'",
			"404, '{\"message\":\"no\"}'", "302, '{\"access_token\":\"a\"}'", "204, ''",
			"201, '{\"access_token\":\"a\"}'", "400, '{\"error\":\"temporarily_unavailable\"}'",
			"400, '{\"error\":\"server_error\"}'" })
	void refreshWhenProviderFailsThenUnavailable(int status, String body) {
		answer(aResponse().withStatus(status)
			.withHeader("Location", this.upstream.server().url("/elsewhere"))
			.withBody(body));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(() -> refresh(Set.of()))
			.satisfies(UpstreamClientTests::holdsNoSecret);
		this.upstream.server().verify(1, postRequestedFor(anyUrl()));
	}

	@ParameterizedTest
	@EnumSource(Fault.class)
	void redeemWhenConnectionBreaksThenUnavailable(Fault fault) {
		answer(aResponse().withFault(fault));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(() -> redeem(SECRET))
			.satisfies(UpstreamClientTests::holdsNoSecret);
	}

	@Tag("H1")
	@Test
	void redeemWhenAnswerIsTenMegabytesThenUnavailable() {
		answer(okJson(" ".repeat(10_000_000) + TOKENS));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(() -> redeem(SECRET))
			.withMessageContaining("bytes");
	}

	@Tag("FT5")
	@Test
	void redeemWhenProviderDripsThenUnavailable() {
		answer(okJson(TOKENS).withChunkedDribbleDelay(20, 20_000));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(() -> redeem(SECRET))
			.satisfies(UpstreamClientTests::holdsNoSecret);
	}

	@ParameterizedTest
	@CsvSource({ "400, invalid_grant, invalid_grant", "400, invalid_scope, invalid_scope",
			"400, invalid_target, invalid_target", "403, access_denied, access_denied",
			"400, interaction_required, invalid_grant", "400, consent_required, invalid_grant",
			"400, login_required, invalid_grant", "400, invalid_request, invalid_request",
			"400, <script>, invalid_request", "400, something_new, invalid_request" })
	void redeemWhenProviderRefusesThenTheClientIsToldInARegisteredCode(int status, String error, String expected) {
		answer(aResponse().withStatus(status)
			.withBody("{\"error\":\"" + error + "\",\"error_description\":\"No luck\"}"));
		assertThatExceptionOfType(UpstreamRefusedException.class).isThrownBy(() -> redeem(SECRET))
			.satisfies((ex) -> assertThat(ex.error().code()).isEqualTo(expected))
			.satisfies((ex) -> assertThat(ex.error().description()).isEqualTo("No luck"));
	}

	@Tag("J4")
	@Test
	void redeemWhenDescriptionIsHostileThenItIsShortAndPrintableAndShowsNothingThatWasSent() {
		answer(aResponse().withStatus(400)
			.withBody(
					"{\"error\":\"invalid_grant\",\"error_description\":\"\\u0000\\r\\nSet-Cookie: a\\\"b\\\\c \\u00e4"
							+ "canary-code canary-verifier s3cret &/+\u00e4 " + "x".repeat(500) + "\"}"));
		assertThatExceptionOfType(UpstreamRefusedException.class).isThrownBy(() -> redeem(SECRET))
			.satisfies((ex) -> assertThat(ex.error().description()).hasSizeLessThanOrEqualTo(200)
				.matches("[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]+")
				.startsWith("Set-Cookie: a'b'c ?(hidden) (hidden) (hidden) x"))
			.satisfies(UpstreamClientTests::holdsNoSecret);
	}

	@Test
	void redeemWhenProviderGivesNoReasonThenThatIsSaid() {
		answer(aResponse().withStatus(400).withBody("{\"error\":\"invalid_grant\",\"error_description\":7}"));
		assertThatExceptionOfType(UpstreamRefusedException.class).isThrownBy(() -> redeem(SECRET))
			.satisfies((ex) -> assertThat(ex.error().description()).contains("no reason"));
	}

	/** An MCP client that was told invalid_client would register again, and again. */
	@ParameterizedTest
	@ValueSource(strings = { "invalid_client", "unauthorized_client" })
	void redeemWhenProviderDoesNotKnowThisServerThenUnavailableAndTheLogNamesTheProperties(String error,
			CapturedOutput output) {
		answer(aResponse().withStatus(401)
			.withBody("{\"error\":\"" + error + "\",\"error_description\":\"AADSTS7000215: Invalid client secret "
					+ "provided: s3cret &/+\u00e4\"}"));
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(() -> redeem(SECRET))
			.satisfies(UpstreamClientTests::holdsNoSecret);
		assertThat(output)
			.contains("WARN", "mcp.oauth.upstream.client-id", "client-secret", "AADSTS7000215", TestUpstream.CLIENT_ID)
			.doesNotContain("s3cret");
	}

	@Tag("M9")
	@Test
	void logWhenAtTraceThenHoldsNothingThatOpensADoor(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel("io.github.mcpoauth", LogLevel.TRACE);
		try {
			answer(okJson(TOKENS));
			UpstreamTokens tokens = redeem(SECRET);
			refresh(Set.of());
			answer(unknownClient("canary-code canary-verifier"));
			assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(() -> redeem(SECRET));
			answer(unknownClient("canary-refresh"));
			assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(() -> refresh(Set.of()));
			answer(unknownClient("canary-token"));
			assertThatExceptionOfType(UpstreamUnavailableException.class)
				.isThrownBy(() -> this.upstream.client(SECRET).revoke("canary-token", null));
			assertThat(tokens.toString()).doesNotContain("canary");
			assertThat(new UpstreamRegistration("id", SECRET, null).toString()).doesNotContain("s3cret");
			assertThat(output.getAll()).contains("invalid_client").doesNotContain("canary", "s3cret");
		}
		finally {
			logging.setLogLevel("io.github.mcpoauth", null);
		}
	}

	private static ResponseDefinitionBuilder unknownClient(String description) {
		return aResponse().withStatus(400)
			.withBody("{\"error\":\"invalid_client\",\"error_description\":\"" + description + "\"}");
	}

	private static void holdsNoSecret(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			assertThat(cause.toString()).doesNotContain("canary", "s3cret", "Basic ");
		}
	}

	private void authMethods(String methods) {
		Map<String, Object> document = this.upstream.document();
		if (!methods.isEmpty()) {
			document.put("token_endpoint_auth_methods_supported", List.of(methods.split(",")));
		}
		this.upstream.serve(document);
	}

	private void answer(ResponseDefinitionBuilder response) {
		this.upstream.server().stubFor(post(urlEqualTo("/token")).willReturn(response));
		this.upstream.server().stubFor(post(urlEqualTo("/revoke")).willReturn(response));
	}

	private UpstreamTokens redeem(String secret) {
		return redeem(this.upstream.client(secret));
	}

	private static UpstreamTokens redeem(UpstreamClient client) {
		return client.redeem("canary-code", "canary-verifier", "https://mcp.example.com/oauth2/callback",
				TestUpstream.RESOURCE);
	}

	private UpstreamTokens refresh(Set<String> scopes) {
		return this.upstream.client((String) null).refresh("canary-refresh", scopes, TestUpstream.RESOURCE);
	}

	private LoggedRequest request() {
		List<LoggedRequest> requests = this.upstream.server().findAll(postRequestedFor(anyUrl()));
		assertThat(requests).hasSize(1);
		return requests.get(0);
	}

	private Map<String, String> form() {
		return TestUpstream.form(request());
	}

}
