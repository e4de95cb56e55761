package io.github.mcpoauth.resource;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The MCP endpoint that asks nobody for a token: metadata without enforcement.
 */
class OpenEndpointTests {

	private static final String BASE_URL = "https://mcp.example.com";

	@RegisterExtension
	static final TestProvider provider = new TestProvider(BASE_URL + "/mcp");

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.resource.access=open",
			"mcp.oauth.base-url=" + BASE_URL, "mcp.oauth.resource.scopes=mcp:connect",
			"mcp.oauth.upstream.issuer-uri=" + provider.issuer());

	private final Http http = new Http();

	@Test
	void callWhenNoTokenThenTheApplicationAnswersNobodyInParticular() {
		Reply reply = call();
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).containsEntry("caller", "anonymousUser");
		assertThat(reply.header("WWW-Authenticate")).isNull();
		assertThat(this.http.hasCookies()).isFalse();
		assertThat(this.http.get(server.url("/mcp/async")).body()).isEqualTo("streamed");
	}

	@Test
	void callWhenTokenIsGoodThenTheApplicationAnswersItsSubject() {
		assertThat(call("Authorization", "Bearer " + provider.tokens().valid()).json()).containsEntry("caller",
				"alice");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "eyJhbGciOiJub25lIn0.e30.", "a b", "" })
	void callWhenTokenIsBadThen401(String token) {
		Reply reply = call("Authorization", "Bearer " + token);
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"")
			.contains("resource_metadata=\"" + BASE_URL + "/.well-known/oauth-protected-resource/mcp\"");
	}

	@Test
	void callWhenTokenIsForAnotherServiceThen401() {
		String token = provider.tokens().with((claims) -> claims.audience("https://other.example"));
		assertThat(call("Authorization", "Bearer " + token).status()).isEqualTo(401);
	}

	@Test
	void callWhenTokenLacksRequiredScopesThen403() {
		String token = provider.tokens().with((claims) -> claims.claim("scope", "other"));
		Reply reply = call("Authorization", "Bearer " + token);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"", "scope=\"mcp:connect\"");
	}

	@Tag("G14")
	@Test
	void callWhenTwoAuthorizationHeadersThen400() {
		String token = provider.tokens().valid();
		assertThat(RawHttp
			.send(server.port(), "POST /mcp HTTP/1.1", "Host: localhost", "Content-Length: 0",
					"Authorization: Bearer " + token, "Authorization: Bearer " + token)
			.status()).isEqualTo(400);
	}

	@Tag("L14")
	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "http://localhost:3000", "null" })
	void callWhenOriginIsForeignThen403(String origin) {
		Reply reply = call("Origin", origin);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("Access-Control-Allow-Origin")).isNull();
		assertThat(call("Origin", BASE_URL).status()).isEqualTo(200);
	}

	/**
	 * Without a token to steal, rebinding is all that it takes to call a local server.
	 */
	@Tag("L14")
	@Test
	void callWhenHostIsForeignOnALocalServerThen403() {
		try (TestServer local = TestServer.start("mcp.oauth.resource.access=open")) {
			assertThat(this.http.postJson(local.url("/mcp"), "{}").status()).isEqualTo(200);
			assertThat(this.http.postJson(local.url("/mcp"), "{}", "Host", "evil.example").status()).isEqualTo(403);
			assertThat(this.http.postJson(local.url("/mcp"), "{}", "Origin", "https://evil.example").status())
				.isEqualTo(403);
		}
	}

	@Test
	void metadataWhenReadThenServedAsEver() {
		assertThat(this.http.get(server.url("/.well-known/oauth-protected-resource/mcp")).json())
			.containsEntry("resource", BASE_URL + "/mcp");
	}

	@Test
	void otherPagesWhenCalledThenProtectedAsEver() {
		assertThat(this.http.get(server.url("/page")).status()).isEqualTo(401);
	}

	private Reply call(String... headers) {
		return this.http.postJson(server.url("/mcp"), "{}", headers);
	}

}
