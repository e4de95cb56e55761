package io.github.mcpoauth.resource;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The MCP endpoint (MCP authorization, "Token Handling"; RFC 6750 section 3; RFC 9728
 * section 5.1).
 */
class McpEndpointTests {

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.resource.scopes=mcp:connect,read",
			"mcp.oauth.resource.allowed-origins=https://app.example");

	private final Http http = new Http();

	private String token;

	@BeforeEach
	void login() {
		this.token = (String) OAuthFlow.register(server).tokens().get("access_token");
	}

	@Tag("G15")
	@ParameterizedTest
	@ValueSource(strings = { "", "Basic YWxpY2U6d29uZGVybGFuZA==", "Digest x", "Token x" })
	void callWhenNoBearerTokenThenChallengeWithoutError(String authorization) {
		Reply reply = authorization.isEmpty() ? call() : call("Authorization", authorization);
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer resource_metadata=\""
				+ server.url("/.well-known/oauth-protected-resource/mcp") + "\", scope=\"mcp:connect read\"");
		assertThat(reply.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.header("Content-Type")).isEqualTo("application/json");
		assertThat(reply.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32001,"
				+ "\"message\":\"Unauthorized: Bearer token required\"}}");
		assertThat(this.http.hasCookies()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "DELETE", "PUT", "HEAD" })
	void callWhenNoTokenThen401WithEveryMethod(String method) {
		assertThat(this.http.send(method, server.url("/mcp"), null).status()).isEqualTo(401);
		assertThat(this.http.send(method, server.url("/mcp/below"), null).status()).isEqualTo(401);
	}

	@Tag("G13")
	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "x | The token is malformed, or not signed", "x.y.z | The token is malformed, or not signed",
					"eyJhbGciOiJub25lIn0.e30. | The token is malformed, or not signed",
					"a b | Bearer token is malformed", "= | Bearer token is malformed",
					"\" | Bearer token is malformed", "a,b | Bearer token is malformed" })
	void callWhenTokenIsBadThenInvalidToken(String bad, String description) {
		Reply reply = call("Authorization", "Bearer " + bad);
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate"))
			.startsWith("Bearer error=\"invalid_token\", error_description=\"" + description)
			.contains("resource_metadata=\"" + server.url("/.well-known/oauth-protected-resource/mcp") + "\"")
			.contains("scope=\"mcp:connect read\"");
		assertThat(reply.body()).doesNotContain("Exception");
	}

	@Test
	void callWhenTokenIsGoodThenTheApplicationAnswersWithoutSession() {
		Reply reply = call("Authorization", "Bearer " + this.token);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).containsEntry("caller", "alice");
		assertThat(this.http.hasCookies()).isFalse();
	}

	@Tag("G19")
	@ParameterizedTest
	@ValueSource(strings = { "bearer", "BEARER", "BeArEr" })
	void callWhenSchemeIsInAnotherCaseThenAccepted(String scheme) {
		assertThat(call("Authorization", scheme + " " + this.token).status()).isEqualTo(200);
	}

	@Tag("G14")
	@Test
	void callWhenTokenIsInQueryOrFormThenIgnored() {
		assertThat(this.http.postJson(server.url("/mcp?access_token=" + this.token), "{}").status()).isEqualTo(401);
		assertThat(this.http.get(server.url("/mcp?access_token=" + this.token)).status()).isEqualTo(401);
		assertThat(this.http.postForm(server.url("/mcp"), Map.of("access_token", this.token)).status()).isEqualTo(401);
	}

	@Tag("G14")
	@Test
	void callWhenTwoAuthorizationHeadersThen400() {
		Reply reply = RawHttp.send(server.port(), "POST /mcp HTTP/1.1", "Host: localhost", "Content-Length: 0",
				"Authorization: Bearer " + this.token, "Authorization: Bearer " + this.token);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_request\"");
	}

	@Tag("G11")
	@Test
	void callWhenHeaderIsHugeThenRefused() {
		Reply reply = RawHttp.send(server.port(), "POST /mcp HTTP/1.1", "Host: localhost", "Content-Length: 0",
				"Authorization: Bearer " + "x".repeat(20_000));
		assertThat(reply.status()).isIn(400, 431);
	}

	@Test
	void callWhenTokenLacksScopesThen403WithAllNeededScopes() {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, String> request = flow.request();
		request.put("scope", "read");
		Map<String, Object> tokens = flow.token(flow.tokenRequest(flow.code(request))).json();
		Reply reply = flow.callMcp((String) tokens.get("access_token"));
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).isEqualTo(
				"Bearer error=\"insufficient_scope\", error_description=\"Scopes needed for this server: mcp:connect read\", "
						+ "resource_metadata=\"" + server.url("/.well-known/oauth-protected-resource/mcp")
						+ "\", scope=\"mcp:connect read\"");
		assertThat(reply.json()).containsEntry("jsonrpc", "2.0").containsKey("error");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
	}

	@Tag("L14")
	@ParameterizedTest
	@ValueSource(strings = { "http://evil.example", "https://evil.example", "null", "http://localhost.evil.example",
			"file://", "https://app.example.evil.example", "https://app.example:8443", "nonsense" })
	void callWhenOriginIsForeignThen403EvenWithAToken(String origin) {
		Reply reply = call("Origin", origin, "Authorization", "Bearer " + this.token);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.json()).containsKey("error");
		assertThat(reply.header("Access-Control-Allow-Origin")).isNull();
	}

	@Tag("L14")
	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:6274", "http://127.0.0.1:1", "http://[::1]:1", "https://app.example" })
	void callWhenOriginIsLocalOrConfiguredThenAcceptedWithCors(String origin) {
		Reply reply = call("Origin", origin, "Authorization", "Bearer " + this.token);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(origin);
		assertThat(reply.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate", "Mcp-Session-Id");
		assertThat(reply.header("Access-Control-Allow-Credentials")).isNull();
	}

	@Tag("L14")
	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "evil.example:8080", "localhost.evil.example", "192.168.1.1" })
	void callWhenHostIsForeignOnALocalServerThen403(String host) {
		assertThat(call("Host", host, "Authorization", "Bearer " + this.token).status()).isEqualTo(403);
	}

	@Tag("L15")
	/** A page on the visitor's own machine is foreign to a server that isn't there. */
	@Tag("L14")
	@Test
	void callWhenServerIsPublicThenItsOriginAndHostAreAcceptedAndLoopbackOriginsAreNot() {
		try (TestServer application = TestServer.start("mcp.oauth.base-url=https://mcp.example.com",
				SigningKeyMaterial.CONFIGURED)) {
			String url = application.url("/mcp");
			assertThat(this.http.postJson(url, "{}", "Origin", "http://localhost:3000").status()).isEqualTo(403);
			assertThat(this.http.postJson(url, "{}", "Origin", "https://mcp.example.com", "Host", "mcp.example.com")
				.status()).isEqualTo(401);
		}
	}

	@Test
	void preflightWhenOriginIsAllowedThen200WithoutToken() {
		Reply reply = preflight("http://localhost:6274");
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:6274");
		assertThat(reply.header("Access-Control-Allow-Headers")).contains("authorization", "mcp-protocol-version");
		assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST");
	}

	@Tag("L15")
	@Test
	void preflightWhenOriginIsForeignThen403AndNever401() {
		assertThat(preflight("https://evil.example").status()).isEqualTo(403);
	}

	@Test
	void callWhenAnsweredAsynchronouslyThenNotAuthorizedAgain() {
		Reply reply = this.http.get(server.url("/mcp/async"), "Authorization", "Bearer " + this.token);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).isEqualTo("streamed");
	}

	@Test
	void callWhenTheApplicationFailsThenItsOwnStatusAndNeither401NorLogin() {
		assertThat(this.http.get(server.url("/mcp/conflict"), "Authorization", "Bearer " + this.token).status())
			.isEqualTo(409);
		assertThat(this.http.get(server.url("/mcp/failure"), "Authorization", "Bearer " + this.token).status())
			.isEqualTo(500);
		assertThat(this.http.get(server.url("/mcp/unknown"), "Authorization", "Bearer " + this.token).status())
			.isEqualTo(404);
		assertThat(this.http.hasCookies()).isFalse();
	}

	/** What is refused before it gets to a token isn't turned into a 401. */
	@ParameterizedTest
	@ValueSource(strings = { "/mcp/a;b", "/mcp/%2e%2e/x", "/mcp/a%2fb", "/mcp/a%00" })
	void callWhenPathIsRefusedByTheFirewallThen400(String path) {
		Reply reply = RawHttp.send(server.port(), "GET " + path + " HTTP/1.1", "Host: localhost");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.header("WWW-Authenticate")).isNull();
	}

	@Tag("L1")
	@Tag("L2")
	@Test
	void challengeWhenHeadersAreForgedThenUnchanged() {
		Reply honest = call();
		Reply forged = call("X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https", "X-Forwarded-Prefix",
				"/evil", "Forwarded", "host=evil.example;proto=https");
		assertThat(forged.header("WWW-Authenticate")).isEqualTo(honest.header("WWW-Authenticate"));
	}

	private Reply call(String... headers) {
		return this.http.postJson(server.url("/mcp"), "{}", headers);
	}

	private Reply preflight(String origin) {
		return this.http.send("OPTIONS", server.url("/mcp"), null, "Origin", origin, "Access-Control-Request-Method",
				"POST", "Access-Control-Request-Headers", "authorization, mcp-protocol-version");
	}

}
