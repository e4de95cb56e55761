package io.github.mcpoauth.upstream;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
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
	void callWhenProviderGoesDownThenKnownKeysWorkAndUnknownOnesAreNotTheTokensFault(CapturedOutput output) {
		start();
		assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
		this.upstream.server().stubFor(get(urlEqualTo("/keys")).willReturn(aResponse().withStatus(503)));
		TestTokens rotated = rotated();
		for (int i = 0; i < 3; i++) {
			assertThat(call(rotated.valid()).status()).isEqualTo(503);
			assertThat(call(this.tokens.valid()).status()).isEqualTo(200);
		}
		this.upstream.server().verify(2, getRequestedFor(urlEqualTo("/keys")));
		assertThat(output).as("said once, however many come").containsOnlyOnce("An access token could not be verified");
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
		assertThat(call(entra((claims) -> claims.audience(audience))).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "https://sts.windows.net/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/, 200",
			"https://sts.windows.net/evil/, 401", "https://evil.example/5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f/, 401" })
	void callWhenProviderIsEntraThenIssuerIsOneOfItsTenants(String issuer, int status) {
		startEntra();
		assertThat(call(entra((claims) -> claims.issuer(issuer))).status()).isEqualTo(status);
	}

	/** Applications that keep tenants apart go by the one or by the other. */
	@ParameterizedTest
	@CsvSource({ "5f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f, 200", "0f1b6a0c-7d0e-4a52-8f6e-0d9a1c2b3e4f, 401", ", 401",
			"{tenantid}, 401" })
	void callWhenTheTokensTenantIsNotThatOfItsIssuerThenRefused(String tenant, int status) {
		startEntra();
		Reply reply = call(entra((claims) -> claims.claim("tid", tenant)));
		assertThat(reply.status()).isEqualTo(status);
		if (status == 401) {
			assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"", "(tid)");
		}
		assertThat(
				call(entra((claims) -> claims.issuer("https://sts.windows.net/" + TENANT + "/").claim("tid", tenant)))
					.status())
			.isEqualTo(status);
	}

	@Test
	void callWhenTheIssuerIsNoTenantsThenTheTenantIsNotLookedAt() {
		start();
		assertThat(call(this.tokens.with((claims) -> claims.claim("tid", "another"))).status()).isEqualTo(200);
		assertThat(call(this.tokens.with((claims) -> claims.issuer("https://evil.example"))).header("WWW-Authenticate"))
			.contains("(iss)")
			.doesNotContain("(tid)");
	}

	@Tag("F6")
	@Test
	void callWhenAudienceIsTheClientThenAnIdTokenIsRefused() {
		startEntra();
		Reply reply = call(entra((claims) -> claims.claim("scope", null)));
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"", "not an access token");
		assertThat(call(entra((claims) -> claims.claim("scope", null).claim("scp", "a"))).status()).isEqualTo(200);
	}

	/** An ID token has the roles of its user, an access token may be an application's. */
	@Tag("F6")
	@ParameterizedTest
	@CsvSource({ "appidacr, 200", "azpacr, 200", "nonce, 401" })
	void callWhenTokenOfEntraHasRolesThenAnAccessTokenIfItSaysHowTheClientAuthenticated(String claim, int status) {
		startEntra();
		assertThat(
				call(entra((claims) -> claims.claim("scope", null).claim("roles", List.of("Reader")).claim(claim, "1")))
					.status())
			.isEqualTo(status);
	}

	/** Any application of the tenant can get such a token for itself. */
	@Test
	void callWhenTokenOfEntraHasNeitherRolesNorScopesThenRefused() {
		startEntra();
		assertThat(call(entra((claims) -> claims.claim("scope", null).claim("azpacr", "1"))).status()).isEqualTo(401);
	}

	/** OpenID Connect Core 1.0 section 2: an ID token's audience is the client. */
	@Tag("F6")
	@Test
	void callWhenTheClientIsAConfiguredAudienceThenAnIdTokenIsRefused() {
		start("mcp.oauth.mode=resource-server", "mcp.oauth.upstream.client-id=the-client",
				"mcp.oauth.resource.audiences=the-client");
		String idToken = this.tokens.with((claims) -> claims.audience("the-client")
			.claim("scope", null)
			.claim("azp", "the-client")
			.claim("nonce", "n-0S6_WzA2Mj")
			.claim("auth_time", 1311280969)
			.claim("acr", "urn:mace:incommon:iap:silver"));
		Reply reply = call(idToken);
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("not an access token");
		assertThat(call(this.tokens.with((claims) -> claims.audience("the-client").claim("scope", null))).status())
			.isEqualTo(401);
		assertThat(call(this.tokens.with((claims) -> claims.audience("the-client"))).status()).isEqualTo(200);
	}

	/** RFC 9068 section 2.1. */
	@Tag("F6")
	@ParameterizedTest
	@CsvSource({ "at+jwt, 200", "AT+JWT, 200", "application/at+jwt, 200", "JWT, 401" })
	void callWhenTheClientIsAConfiguredAudienceThenTheTypeTellsAccessTokensApart(String type, int status) {
		start("mcp.oauth.mode=resource-server", "mcp.oauth.upstream.client-id=the-client",
				"mcp.oauth.resource.audiences=the-client");
		assertThat(call(this.tokens.with((header) -> header.type(new JOSEObjectType(type)),
				(claims) -> claims.audience("the-client").claim("scope", null).claim("auth_time", 1311280969)))
			.status()).isEqualTo(status);
	}

	@Tag("F6")
	@Test
	void callWhenAnyAudienceIsAcceptedThenAnIdTokenIsRefused() {
		start("mcp.oauth.mode=resource-server", "mcp.oauth.upstream.client-id=the-client",
				"mcp.oauth.resource.accept-tokens-for-other-resources=true");
		assertThat(call(this.tokens.with((claims) -> claims.audience("the-client").claim("scope", null))).status())
			.isEqualTo(401);
		assertThat(call(this.tokens.with((claims) -> claims.audience("the-client"))).status()).isEqualTo(200);
		assertThat(
				call(this.tokens.with((claims) -> claims.claim("aud", null).claim("scope", null).claim("nonce", "x")))
					.status())
			.isEqualTo(401);
		assertThat(call(this.tokens.with((claims) -> claims.claim("aud", null).claim("scope", null))).status())
			.isEqualTo(200);
	}

	/** Which audiences are clients, this server can't know where each has its own. */
	@Tag("F6")
	@ParameterizedTest
	@CsvSource({ "nonce, 401", "auth_time, 401", "acr, 401", "amr, 401", "jti, 200" })
	void callWhenAudienceIsConfiguredThenATokenThatOnlyTellsOfALoginIsRefused(String claim, int status) {
		start("mcp.oauth.resource.audiences=some-project,https://mcp.example.com/mcp");
		assertThat(call(
				this.tokens.with((claims) -> claims.audience("some-project").claim("scope", null).claim(claim, "x")))
			.status()).isEqualTo(status);
		assertThat(call(this.tokens.with((claims) -> claims.audience("some-project").claim(claim, "x"))).status())
			.isEqualTo(200);
		assertThat(call(this.tokens.with((claims) -> claims.claim("scope", null).claim(claim, "x"))).status())
			.isEqualTo(200);
	}

	/** Cognito writes the prefix into its tokens, Entra does not. */
	@ParameterizedTest
	@CsvSource({ "scope, openid api://app/connect, 200", "scp, api://app/connect, 200", "scope, connect, 200",
			"scp, connect, 200", "scope, api://other/connect, 403", "scope, api://app/connect2, 403",
			"scope, api://app/, 403", "scope, '', 403" })
	void callWhenScopesHaveAPrefixThenTheyCountWithoutIt(String claim, String scopes, int status) {
		start("mcp.oauth.upstream.scope-prefix=api://app/", "mcp.oauth.resource.scopes=connect");
		assertThat(call(this.tokens.with((claims) -> claims.claim("scope", null).claim(claim, scopes))).status())
			.isEqualTo(status);
		assertThat(
				call(this.tokens.with((claims) -> claims.claim("scope", null).claim(claim, List.of(scopes.split(" ")))))
					.status())
			.isEqualTo(status);
	}

	@Test
	void callWhenNoPrefixIsConfiguredThenScopesCountAsTheyAre() {
		start("mcp.oauth.resource.scopes=connect");
		assertThat(call(this.tokens.with((claims) -> claims.claim("scope", "api://app/connect"))).status())
			.isEqualTo(403);
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

	private String entra(Consumer<JWTClaimsSet.Builder> change) {
		return this.tokens.with((claims) -> {
			claims.issuer(this.upstream.server().url("/" + TENANT + "/v2.0"))
				.audience("the-client")
				.claim("tid", TENANT);
			change.accept(claims);
		});
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
