package io.github.mcpoauth.facade;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.upstream.EndpointSet;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The facade that gives clients the pre-registered client identifier and sends them to
 * the identity provider's own endpoints.
 */
@ExtendWith(OutputCaptureExtension.class)
class DirectFacadeTests {

	private static final String BASE_URL = "http://localhost:9999";

	private static final String METADATA = "/.well-known/oauth-authorization-server";

	private static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

	private static final String DISCOVERY = "/idp/.well-known/openid-configuration";

	@AutoClose
	private final TestProvider provider = new TestProvider(BASE_URL + "/mcp");

	private final String issuer = this.provider.issuer();

	private final Http http = new Http();

	private TestServer server;

	private void start(String... more) {
		startWith(this.issuer, more);
	}

	private void startWith(String issuerUri, String... more) {
		List<String> properties = new ArrayList<>(List.of("mcp.oauth.base-url=" + BASE_URL,
				"mcp.oauth.resource.scopes=mcp:connect", "mcp.oauth.upstream.issuer-uri=" + issuerUri,
				"mcp.oauth.upstream.client-id=the-public-client", "mcp.oauth.facade.endpoints=direct"));
		properties.addAll(List.of(more));
		this.server = TestServer.start(properties.toArray(String[]::new));
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void metadataWhenReadThenNamesTheProvidersEndpointsUnderOurIssuer() {
		start();
		assertThat(get(METADATA).json()).isEqualTo(Map.of("issuer", BASE_URL, "authorization_endpoint",
				this.issuer + "/authorize", "token_endpoint", this.issuer + "/token", "jwks_uri", this.issuer + "/keys",
				"registration_endpoint", BASE_URL + "/oauth2/register", "scopes_supported", List.of("mcp:connect"),
				"response_types_supported", List.of("code"), "grant_types_supported",
				List.of("authorization_code", "refresh_token"), "token_endpoint_auth_methods_supported",
				List.of("none"), "code_challenge_methods_supported", List.of("S256")));
		assertThat(get(OPENID_CONFIGURATION).json()).containsAllEntriesOf(get(METADATA).json())
			.containsKeys("subject_types_supported", "id_token_signing_alg_values_supported");
		assertThat(get("/.well-known/oauth-protected-resource/mcp").json()).containsEntry("authorization_servers",
				List.of(BASE_URL));
	}

	@Test
	void metadataWhenReadOftenThenProviderIsAskedOnceAndNotAtStartup() {
		start();
		assertThat(this.provider.server().getAllServeEvents()).isEmpty();
		for (int i = 0; i < 3; i++) {
			assertThat(get(METADATA).status()).isEqualTo(200);
			assertThat(get(OPENID_CONFIGURATION).status()).isEqualTo(200);
		}
		assertThat(this.provider.server().getAllServeEvents()).hasSize(1);
	}

	/** What was guessed during an outage is soon asked for again. */
	@Test
	void metadataWhenReadThenKeptForMinutesOnly() {
		start();
		assertThat(get(METADATA).header("Cache-Control")).isEqualTo("public, max-age=300");
		assertThat(get(OPENID_CONFIGURATION).header("Cache-Control")).isEqualTo("public, max-age=300");
	}

	@ParameterizedTest
	@CsvSource({ "authorization_endpoint, /protocol/openid-connect/auth, /token, /keys",
			"token_endpoint, /authorize, /protocol/openid-connect/token, /keys",
			"jwks_uri, /authorize, /token, /protocol/openid-connect/certs" })
	void metadataWhenTheProvidersLacksAnEndpointThenThatOneIsGuessed(String member, String authorization, String token,
			String keys) {
		this.provider.announce(member, null);
		start();
		assertEndpoints(authorization, token, keys);
	}

	/** Of Cognito and of Entra's version 1, no layout is known that fills the gap. */
	@ParameterizedTest
	@CsvSource({ "cognito, authorization_endpoint, /protocol/openid-connect/auth, /token",
			"cognito, token_endpoint, /authorize, /protocol/openid-connect/token",
			"entra, authorization_endpoint, /protocol/openid-connect/auth, /token",
			"entra, token_endpoint, /authorize, /protocol/openid-connect/token" })
	void metadataWhenTheProvidersLacksAnEndpointThatNoLayoutHasThenTheOtherIsKept(String known, String member,
			String authorization, String token) {
		this.provider.announce(member, null);
		start("mcp.oauth.upstream.provider=" + known);
		assertEndpoints(authorization, token, "/keys");
	}

	/** System A's promise: whatever the provider does, there is metadata. */
	@ParameterizedTest
	@ValueSource(strings = { "error", "nonsense", "another issuer", "down" })
	void metadataWhenTheProvidersCannotBeHadThenAllIsGuessed(String failure) {
		switch (failure) {
			case "error" -> this.provider.server().stubFor(WireMock.get(DISCOVERY).willReturn(WireMock.serverError()));
			case "nonsense" ->
				this.provider.server().stubFor(WireMock.get(DISCOVERY).willReturn(WireMock.okJson("[1]")));
			case "another issuer" -> this.provider.announce("issuer", "https://evil.example");
			default -> this.provider.server().stop();
		}
		start();
		assertEndpoints("/protocol/openid-connect/auth", "/protocol/openid-connect/token",
				"/protocol/openid-connect/certs");
	}

	/** An application may bring its own {@code UpstreamMetadata}. */
	@Test
	void metadataWhenNobodyKnowsTheEndpointsThenGuessedAllTheSame() {
		UpstreamMetadata nothing = () -> {
			throw new UpstreamUnavailableException("nothing is known");
		};
		URI guess = URI.create("https://idp.example.com/guess");
		DirectEndpoints endpoints = new DirectEndpoints(nothing,
				new EndpointSet(guess, guess, guess, null, null, null));
		assertThat(new DirectMetadata(PublicUrls.of(BASE_URL), endpoints, false).members(Scopes.none()))
			.containsEntry("authorization_endpoint", guess.toString())
			.containsEntry("token_endpoint", guess.toString())
			.containsEntry("jwks_uri", guess.toString());
	}

	/** Another issuer than that of the provider's metadata, by one character. */
	@Test
	void metadataWhenIssuerIsConfiguredWithASlashThenGuessesHaveNoEmptySegment() {
		startWith(this.issuer + "/");
		assertEndpoints("/protocol/openid-connect/auth", "/protocol/openid-connect/token",
				"/protocol/openid-connect/certs");
	}

	@Test
	void metadataWhenTheProviderIsKnownThenItsLayoutIsGuessedAndWhatIsConfiguredComesFirst() {
		this.provider.server().stop();
		start("mcp.oauth.upstream.provider=auth0", "mcp.oauth.upstream.endpoints.token=" + this.issuer + "/configured");
		assertEndpoints("/authorize", "/configured", "/.well-known/jwks.json");
	}

	/** Cognito has its endpoints at a domain that its issuer does not tell. */
	@Test
	void metadataWhenALayoutHasGapsThenTheyAreFilled() {
		this.provider.announce("token_endpoint", null);
		start("mcp.oauth.upstream.provider=cognito",
				"mcp.oauth.upstream.endpoints.authorization=" + this.issuer + "/configured");
		assertEndpoints("/configured", "/protocol/openid-connect/token", "/keys");
	}

	@ParameterizedTest
	@ValueSource(strings = { "generic", "cognito" })
	void metadataWhenTheProvidersCannotBeHadThenAReadWaitsForItOnceAndFurtherReadsHardlyEver(String known) {
		this.provider.server().stubFor(WireMock.get(DISCOVERY).willReturn(WireMock.serverError()));
		start("mcp.oauth.upstream.provider=" + known);
		RequestPatternBuilder discovery = WireMock.getRequestedFor(WireMock.urlEqualTo(DISCOVERY));
		get(METADATA);
		this.provider.server().verify(1, discovery);
		for (int i = 0; i < 5; i++) {
			assertThat(get(METADATA).status()).isEqualTo(200);
		}
		this.provider.server().verify(WireMock.lessThanOrExactly(2), discovery);
	}

	private void assertEndpoints(String authorization, String token, String keys) {
		Reply reply = get(METADATA);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).containsEntry("issuer", BASE_URL)
			.containsEntry("authorization_endpoint", this.issuer + authorization)
			.containsEntry("token_endpoint", this.issuer + token)
			.containsEntry("jwks_uri", this.issuer + keys);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/register", "/register" })
	void registerWhenRequestIsRightThenThePublicClientAndNoSecret(String path) {
		start();
		long before = System.currentTimeMillis() / 1000;
		Reply reply = register(path, "{\"client_name\":\"A client\",\"redirect_uris\":[\"http://127.0.0.1:4567/cb\"],"
				+ "\"token_endpoint_auth_method\":\"client_secret_post\",\"client_id\":\"another\"}");
		assertThat(reply.status()).isEqualTo(201);
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(reply.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate", "Retry-After");
		assertThat(reply.headerValues("Set-Cookie")).isEmpty();
		assertThat(((Number) reply.json().get("client_id_issued_at")).longValue()).isBetween(before, before + 60);
		assertThat(reply.json()).containsEntry("client_id", "the-public-client")
			.containsEntry("redirect_uris", List.of("http://127.0.0.1:4567/cb"))
			.containsEntry("grant_types", List.of("authorization_code", "refresh_token"))
			.containsEntry("response_types", List.of("code"))
			.containsEntry("token_endpoint_auth_method", "none")
			.doesNotContainKeys("client_secret", "client_secret_expires_at", "registration_access_token");
		assertThat(this.provider.server().getAllServeEvents()).isEmpty();
	}

	@Test
	void registerWhenRequestIsWrongThenRefusedAsByTheRelay() {
		start();
		Map<String, String> errors = Map.of("[]", "invalid_client_metadata", "nonsense", "invalid_client_metadata",
				"{}", "invalid_redirect_uri", "{\"redirect_uris\":[\"http://client.example/cb\"]}",
				"invalid_redirect_uri", "{\"redirect_uris\":[\"javascript:alert(1)\"]}", "invalid_redirect_uri",
				"{\"redirect_uris\":[\"http://localhost.evil.example\"]}", "invalid_redirect_uri");
		errors.forEach((body, error) -> {
			Reply reply = register("/register", body);
			assertThat(reply.status()).isEqualTo(400);
			assertThat(reply.json()).containsEntry("error", error);
			assertThat(reply.body()).doesNotContain("the-public-client");
		});
	}

	@Test
	void preflightWhenAnyOriginThenAllowedToRegister() {
		start();
		Reply reply = this.http.send("OPTIONS", this.server.url("/oauth2/register"), null, "Origin",
				"https://app.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers",
				"content-type");
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(this.http.get(this.server.url("/oauth2/register")).status()).isEqualTo(405);
	}

	/** They are what the application has at these paths: here, pages behind its login. */
	@Test
	void otherEndpointsWhenCalledThenAreNotOurs() {
		start();
		for (String path : List.of("/oauth2/authorize", "/oauth2/callback", "/oauth2/consent", "/oauth2/token",
				"/oauth2/revoke", "/oauth2/jwks", "/authorize", "/token")) {
			assertThat(this.http.get(this.server.url(path)).status()).isEqualTo(401);
			assertThat(this.http.get(this.server.url(path), "Authorization", "Basic YWxpY2U6d29uZGVybGFuZA==").status())
				.isEqualTo(404);
		}
	}

	@Test
	void defaultPathWhenSwitchedOffThenNotOurs() {
		start("mcp.oauth.facade.default-paths=false");
		String body = "{\"redirect_uris\":[\"https://a.example/cb\"]}";
		assertThat(register("/register", body).status()).isNotEqualTo(201);
		assertThat(register("/oauth2/register", body).status()).isEqualTo(201);
	}

	@Test
	void registrationWhenSwitchedOffThenNeitherServedNorNamed() {
		start("mcp.oauth.registration.enabled=false");
		assertThat(register("/oauth2/register", "{\"redirect_uris\":[\"https://a.example/cb\"]}").status())
			.isNotEqualTo(201);
		assertThat(get(METADATA).json()).doesNotContainKey("registration_endpoint");
	}

	@Test
	void callWhenTheProvidersTokenIsGoodThenAnswered() {
		start();
		assertThat(FacadeFlow.callMcp(this.server, this.provider.tokens().valid()).status()).isEqualTo(200);
		assertThat(FacadeFlow.callMcp(this.server, "nonsense").status()).isEqualTo(401);
	}

	@Test
	void startWhenDirectThenNoSecretIsAskedFor(CapturedOutput output) {
		start();
		assertThat(output).doesNotContain("mcp.oauth.secret");
	}

	@Checklist("C9")
	@Test
	void metadataWhenProviderSendsItsIssuerThenWarnsOnceAndNotAtStartup(CapturedOutput output) {
		this.provider.announce("authorization_response_iss_parameter_supported", true);
		start();
		assertThat(output).doesNotContain("MCP 2026-07-28");
		assertThat(get(METADATA).json()).doesNotContainKey("authorization_response_iss_parameter_supported");
		get(METADATA);
		assertThat(output.toString().split("clients of MCP 2026-07-28 will refuse", -1)).hasSize(2);
		assertThat(output).contains("mcp.oauth.facade.endpoints=relay");
	}

	/** Keycloak can leave it out for a client, whatever its metadata announces. */
	@ParameterizedTest
	@CsvSource({ "false, , false", "true, false, false", "false, true, true" })
	void metadataWhenItIsConfiguredWhetherProviderSendsItsIssuerThenThatCounts(boolean announced, String configured,
			boolean warned, CapturedOutput output) {
		this.provider.announce("authorization_response_iss_parameter_supported", announced);
		start("mcp.oauth.upstream.sends-issuer=" + ((configured != null) ? configured : ""));
		get(METADATA);
		assertThat(output.toString().contains("MCP 2026-07-28")).isEqualTo(warned);
	}

	private Reply get(String path) {
		return this.http.get(this.server.url(path));
	}

	private Reply register(String path, String body) {
		return this.http.postJson(this.server.url(path), body, "Origin", "https://app.example");
	}

}
