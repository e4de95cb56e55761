package io.github.mcpoauth.metadata;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The well-known documents (RFC 9728 section 3, RFC 8414 section 3, MCP authorization
 * server discovery).
 */
class WellKnownTests {

	private static final List<String> ASYMMETRIC = List.of("RS256", "RS384", "RS512", "ES256", "ES384", "ES512",
			"PS256", "PS384", "PS512");

	private static final String PROTECTED_RESOURCE = "/.well-known/oauth-protected-resource";

	private static final String AUTHORIZATION_SERVER = "/.well-known/oauth-authorization-server";

	private static final String OPENID_CONFIGURATION = "/.well-known/openid-configuration";

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.base-url=https://mcp.example.com/",
			SigningKeyMaterial.CONFIGURED, "mcp.oauth.resource.scopes=read", "mcp.oauth.resource.name=Notes",
			"mcp.oauth.scopes.write.description=Write");

	private final Http http = new Http();

	@Test
	void authorizationServerWhenClientDocumentsAreOffThenSaysNothingOfThem() {
		try (TestServer server = TestServer
			.start("mcp.oauth.registration.client-id-metadata-documents.enabled=false")) {
			assertThat(new Http().get(server.url(AUTHORIZATION_SERVER)).json())
				.containsEntry("token_endpoint_auth_methods_supported",
						List.of("none", "client_secret_basic", "client_secret_post"))
				.containsEntry("revocation_endpoint_auth_methods_supported",
						List.of("none", "client_secret_basic", "client_secret_post"))
				.doesNotContainKeys("client_id_metadata_document_supported",
						"token_endpoint_auth_signing_alg_values_supported");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { PROTECTED_RESOURCE, PROTECTED_RESOURCE + "/mcp" })
	void protectedResourceWhenReadThenAsConfigured(String path) {
		Reply reply = get(path);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).isEqualTo(Map.of("resource", "https://mcp.example.com/mcp", "authorization_servers",
				List.of("https://mcp.example.com"), "scopes_supported", List.of("read"), "bearer_methods_supported",
				List.of("header"), "resource_name", "Notes"));
	}

	@Tag("B10")
	@ParameterizedTest
	@ValueSource(strings = { AUTHORIZATION_SERVER, OPENID_CONFIGURATION })
	void authorizationServerWhenReadThenSaysWhatItDoesAndNoMore(String path) {
		Map<String, Object> metadata = get(path).json();
		assertThat(metadata).containsEntry("issuer", "https://mcp.example.com")
			.containsEntry("authorization_endpoint", "https://mcp.example.com/oauth2/authorize")
			.containsEntry("token_endpoint", "https://mcp.example.com/oauth2/token")
			.containsEntry("registration_endpoint", "https://mcp.example.com/oauth2/register")
			.containsEntry("revocation_endpoint", "https://mcp.example.com/oauth2/revoke")
			.containsEntry("introspection_endpoint", "https://mcp.example.com/oauth2/introspect")
			.containsEntry("userinfo_endpoint", "https://mcp.example.com/oauth2/userinfo")
			.containsEntry("end_session_endpoint", "https://mcp.example.com/oauth2/logout")
			.containsEntry("jwks_uri", "https://mcp.example.com/oauth2/jwks")
			.containsEntry("code_challenge_methods_supported", List.of("S256"))
			.containsEntry("client_id_metadata_document_supported", true)
			.containsEntry("token_endpoint_auth_methods_supported",
					List.of("none", "client_secret_basic", "client_secret_post", "private_key_jwt"))
			.containsEntry("revocation_endpoint_auth_methods_supported",
					List.of("none", "client_secret_basic", "client_secret_post", "private_key_jwt"))
			.containsEntry("token_endpoint_auth_signing_alg_values_supported", ASYMMETRIC)
			.containsEntry("revocation_endpoint_auth_signing_alg_values_supported", ASYMMETRIC)
			.containsEntry("grant_types_supported", List.of("authorization_code", "refresh_token"))
			.containsEntry("response_types_supported", List.of("code"))
			.containsEntry("scopes_supported", List.of("read", "write"))
			.containsEntry("authorization_response_iss_parameter_supported", true)
			.doesNotContainKeys("tls_client_certificate_bound_access_tokens", "device_authorization_endpoint");
	}

	@Tag("L8")
	@Tag("L15")
	@Checklist("A9")
	@ParameterizedTest
	@ValueSource(
			strings = { PROTECTED_RESOURCE, PROTECTED_RESOURCE + "/mcp", AUTHORIZATION_SERVER, OPENID_CONFIGURATION })
	void documentWhenReadThenPublicCacheableAndOpenToEveryOrigin(String path) {
		for (Reply reply : List.of(get(path), get(path, "Origin", "https://app.example"))) {
			assertThat(reply.header("Content-Type")).isEqualTo("application/json");
			assertThat(reply.header("Cache-Control")).isEqualTo("public, max-age=3600");
			assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
			assertThat(reply.header("Access-Control-Allow-Credentials")).isNull();
			assertThat(reply.header("Vary")).isNull();
			assertThat(reply.header("Pragma")).isNull();
		}
		assertThat(this.http.hasCookies()).isFalse();
	}

	@Tag("L7")
	@Test
	void documentWhenAskedWithOtherMethodsThenAnsweredByTheirMeaning() {
		Reply head = this.http.send("HEAD", server.url(PROTECTED_RESOURCE), null);
		assertThat(head.status()).isEqualTo(200);
		assertThat(head.header("Content-Length")).isEqualTo(get(PROTECTED_RESOURCE).header("Content-Length"));
		Reply preflight = this.http.send("OPTIONS", server.url(PROTECTED_RESOURCE), null, "Origin",
				"https://app.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers",
				"mcp-protocol-version");
		assertThat(preflight.status()).isEqualTo(200);
		assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("*");
		for (String method : List.of("POST", "PUT", "DELETE")) {
			Reply reply = this.http.send(method, server.url(PROTECTED_RESOURCE), null);
			assertThat(reply.status()).isEqualTo(405);
			assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
		}
	}

	@Tag("L5")
	@Tag("L6")
	@ParameterizedTest
	@ValueSource(strings = { "/unknown", "/", "/mcp/", "/mcp/below", "/MCP", "//mcp", "/..;/", "/%2e%2e/", "/mcp%2f",
			"/mcp;x", "/%6dcp", "/mcp%00", "/./mcp", "/x/../mcp" })
	void protectedResourceWhenSuffixIsNotTheResourceThenNothingIsReflected(String suffix) {
		Reply reply = RawHttp.send(server.port(), "GET " + PROTECTED_RESOURCE + suffix + " HTTP/1.1",
				"Host: localhost");
		assertThat(reply.status()).isIn(400, 404);
		assertThat(reply.body()).doesNotContain("\"resource\"");
	}

	/** A page that the application serves for all paths is no metadata. */
	@Tag("L5")
	@Test
	void protectedResourceWhenApplicationAnswersEveryPathThenUnknownSuffixIsStill404() {
		Class<?>[] sources = { TestApplication.class, CatchAll.class };
		try (TestServer application = TestServer.start(sources)) {
			assertThat(this.http.get(application.url("/any/path"), "Authorization", CatchAll.CREDENTIALS).body())
				.isEqualTo("the start page");
			for (String suffix : List.of("/unknown", "/mcp/below", "/MCP")) {
				assertThat(this.http.get(application.url(PROTECTED_RESOURCE + suffix)).status()).isEqualTo(404);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { AUTHORIZATION_SERVER + "/mcp", AUTHORIZATION_SERVER + "/", OPENID_CONFIGURATION + "/mcp" })
	void authorizationServerWhenSuffixIsNotTheIssuersPathThen404(String path) {
		assertThat(get(path).status()).isEqualTo(404);
	}

	@Tag("L1")
	@Tag("L2")
	@Tag("L9")
	@Checklist("A5")
	@ParameterizedTest
	@ValueSource(
			strings = { PROTECTED_RESOURCE, PROTECTED_RESOURCE + "/mcp", AUTHORIZATION_SERVER, OPENID_CONFIGURATION })
	void documentWhenHeadersOrQueryAreForgedThenUnchanged(String path) {
		String honest = get(path).body();
		assertThat(get(path, "Host", "evil.example", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "http",
				"X-Forwarded-Port", "1", "X-Forwarded-Prefix", "/evil", "Forwarded", "host=evil.example")
			.body()).isEqualTo(honest);
		assertThat(get(path + "?resource=https://evil.example").body()).isEqualTo(honest);
	}

	@Tag("L3")
	@Test
	void documentWhenHostIsDoubledOrTargetIsAbsoluteThenRefusedOrUnchanged() {
		Reply doubled = RawHttp.send(server.port(), "GET " + PROTECTED_RESOURCE + " HTTP/1.1", "Host: localhost",
				"Host: evil.example");
		assertThat(doubled.status()).isEqualTo(400);
		Reply absolute = RawHttp.send(server.port(), "GET http://evil.example" + PROTECTED_RESOURCE + " HTTP/1.1",
				"Host: evil.example");
		assertThat(absolute.body()).isEqualTo(get(PROTECTED_RESOURCE).body());
	}

	private Reply get(String path, String... headers) {
		return this.http.get(server.url(path), headers);
	}

	@RestController
	static class CatchAll {

		static final String CREDENTIALS = "Basic YWxpY2U6d29uZGVybGFuZA==";

		@GetMapping("/**")
		String page() {
			return "the start page";
		}

	}

}
