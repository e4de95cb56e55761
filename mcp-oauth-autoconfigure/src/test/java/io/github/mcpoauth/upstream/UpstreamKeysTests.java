package io.github.mcpoauth.upstream;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWKSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens at the MCP endpoint, with keys and issuers as providers have them.
 */
@ExtendWith(OutputCaptureExtension.class)
class UpstreamKeysTests {

	private static final String TENANT = "5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f";

	private final TestUpstream upstream = new TestUpstream("/common/v2.0");

	private final TestTokens tokens = new TestTokens(this.upstream.issuer(), TestUpstream.RESOURCE);

	private TestServer server;

	@BeforeEach
	void serve() {
		serveKeys(this.tokens);
		this.upstream.serve(this.upstream.document());
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
		this.upstream.close();
	}

	@Tag("FT3")
	@Tag("FT4")
	@Test
	void callWhenProviderGoesDownThenKnownKeysWorkAndUnknownOnesAreNotTheTokensFault() {
		start();
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
		this.upstream.server().stubFor(get(urlEqualTo("/keys")).willReturn(aResponse().withStatus(503)));
		TestTokens rotated = rotated();
		for (int i = 0; i < 3; i++) {
			assertThat(call(rotated.valid()).status()).isEqualTo(503);
			assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
		}
		this.upstream.server().verify(2, getRequestedFor(urlEqualTo("/keys")));
	}

	@Tag("H1")
	@ParameterizedTest
	@ValueSource(strings = { "<html>", "", "{}", "{\"keys\":5}" })
	void callWhenKeysBecomeNonsenseThenTheOldOnesStay(String body) {
		start();
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
		this.upstream.server().stubFor(get(urlEqualTo("/keys")).willReturn(okJson(body)));
		assertThat(call(rotated().valid()).status()).isEqualTo(503);
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
	}

	@Tag("FT7")
	@Tag("H6")
	@Test
	void callWhenKeyIsReplacedThenTheNewOneWorksAndTheOldOneIsGone() {
		start();
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
		TestTokens rotated = rotated();
		serveKeys(rotated);
		assertThat(call(rotated.valid()).status()).isEqualTo(200);
		assertThat(call(this.tokens.valid()).status()).isEqualTo(401);
	}

	@Test
	void callWhenOnlyTheKeysAreConfiguredThenNothingIsDiscovered() {
		start("mcp.oauth.upstream.endpoints.jwks=" + this.upstream.uri("/keys"));
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
		assertThat(this.upstream.fetches()).isZero();
	}

	/** An access token of Entra is for its client, or for the URI of its API. */
	@ParameterizedTest
	@CsvSource({ "the-client, 200", "api://the-client, 200", "https://mcp.example.com/mcp, 200", "other-client, 401",
			"api://other-client, 401" })
	void callWhenProviderIsEntraThenAudienceIsTheClient(String audience, int status) {
		startEntra();
		String issuer = this.upstream.server().url("/" + TENANT + "/v2.0");
		assertThat(call(this.tokens.with((claims) -> claims.issuer(issuer).audience(audience))).status())
			.isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "https://sts.windows.net/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/, 200",
			"https://sts.windows.net/evil/, 401", "https://evil.example/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/, 401" })
	void callWhenProviderIsEntraThenIssuerIsOneOfItsTenants(String issuer, int status) {
		startEntra();
		assertThat(call(this.tokens.with((claims) -> claims.issuer(issuer).audience("the-client"))).status())
			.isEqualTo(status);
	}

	@Tag("F6")
	@Test
	void callWhenAudienceIsTheClientThenAnIdTokenIsRefused() {
		startEntra();
		String issuer = this.upstream.server().url("/" + TENANT + "/v2.0");
		Reply reply = call(
				this.tokens.with((claims) -> claims.issuer(issuer).audience("the-client").claim("scope", null)));
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"", "not an access token");
		assertThat(call(this.tokens
			.with((claims) -> claims.issuer(issuer).audience("the-client").claim("scope", null).claim("scp", "a")))
			.status()).isEqualTo(200);
	}

	@Tag("F6")
	@ParameterizedTest
	@CsvSource({ "at_hash, x", "c_hash, x", "typ, ID", "token_use, id" })
	void callWhenTokenSaysThatItIsAnIdTokenThenRefused(String claim, String value) {
		start();
		assertThat(call(this.tokens.with((claims) -> claims.claim(claim, value))).status()).isEqualTo(401);
		assertThat(
				call(this.tokens.with((claims) -> claims.claim("typ", "Bearer").claim("token_use", "access"))).status())
			.isEqualTo(200);
	}

	@Test
	void startWhenIssuerIsOfAllTenantsThenWarns(CapturedOutput output) {
		startEntra();
		assertThat(output).contains("users of every tenant of Microsoft Entra ID are let in");
	}

	private void startEntra() {
		Map<String, Object> document = this.upstream.document();
		document.put("issuer", this.upstream.server().url("/{tenantid}/v2.0"));
		this.upstream.serve(document);
		start("mcp.oauth.upstream.provider=entra", "mcp.oauth.upstream.client-id=the-client");
	}

	private void start(String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 2);
		all[properties.length] = "mcp.oauth.base-url=https://mcp.example.com";
		all[properties.length + 1] = "mcp.oauth.upstream.issuer-uri=" + this.upstream.issuer();
		this.server = TestServer.start(all);
	}

	private void serveKeys(TestTokens tokens) {
		this.upstream.server()
			.stubFor(get(urlEqualTo("/keys")).willReturn(okJson(new JWKSet(List.of(tokens.key())).toString())));
	}

	private TestTokens rotated() {
		return new TestTokens(this.upstream.issuer(), TestUpstream.RESOURCE, TestTokens.key("key-2", 2048));
	}

	private Reply call(String token) {
		return new Http().postJson(this.server.url("/mcp"), "{}", "Authorization", "Bearer " + token);
	}

}
