package io.github.mcpoauth.registration;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Client registration over HTTP (RFC 7591 section 3).
 */
class ClientRegistrationEndpointTests {

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.resource.scopes=read");

	private final Http http = new Http();

	@Test
	void registerWhenRequestIsValidThen201WithAllThatWasRegistered() {
		Reply reply = register("""
				{"client_name":"Claude Code","redirect_uris":["http://localhost:1/callback","https://claude.ai/cb"],
				"grant_types":["authorization_code","refresh_token"],"response_types":["code"],
				"token_endpoint_auth_method":"none","application_type":"native","scope":"read openid",
				"client_uri":"https://claude.ai","contacts":["a@example.com"],"logo_uri":null,"unknown":{"a":[1]}}""");
		assertThat(reply.status()).isEqualTo(201);
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.header("Content-Type")).isEqualTo("application/json");
		assertThat(this.http.hasCookies()).isFalse();
		Map<String, Object> client = reply.json();
		assertThat(client).containsEntry("client_name", "Claude Code")
			.containsEntry("redirect_uris", List.of("http://localhost:1/callback", "https://claude.ai/cb"))
			.containsEntry("grant_types", List.of("authorization_code", "refresh_token"))
			.containsEntry("response_types", List.of("code"))
			.containsEntry("token_endpoint_auth_method", "none")
			.containsEntry("scope", "read")
			.containsEntry("application_type", "native")
			.containsEntry("client_uri", "https://claude.ai")
			.containsKeys("client_id", "client_id_issued_at", "contacts")
			.doesNotContainKeys("client_secret", "client_secret_expires_at", "logo_uri", "unknown")
			.doesNotContainValue(null);
	}

	@Test
	void registerWhenClientChoosesIdentifierAndSecretThenIgnored() {
		Map<String, Object> client = register("{\"redirect_uris\":[\"https://a.example/cb\"],\"client_id\":\"mine\","
				+ "\"client_secret\":\"mine\",\"token_endpoint_auth_method\":\"client_secret_post\"}")
			.json();
		assertThat(client.get("client_id")).isNotEqualTo("mine");
		assertThat(client.get("client_secret")).isNotEqualTo("mine");
	}

	@Tag("A6")
	@Tag("A7")
	@Tag("A8")
	@Tag("A10")
	@Tag("A11")
	@Checklist("B20")
	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "JaVaScRiPt:alert(1)", "\\tjavascript:alert(1)", "data:text/html,x",
			"vbscript:x", "file:///etc/passwd", "blob:https://a.example/x", "about:blank", "//host/cb", "/cb", "", " ",
			"https:///cb", "https://", "https:", "https://a.example/cb#f", "https://a.example/cb#",
			"http://a.example/cb", "http://localhost.evil.example/cb", "http://127.0.0.1.evil.example/cb",
			"http://127.1/cb", "http://0x7f.1/cb", "http://2130706433/cb", "http://[::ffff:127.0.0.1]/cb",
			"http://0.0.0.0/cb", "https://2130706433/cb", "https://a.example\\\\@b.example/cb",
			"https://a.example/c\\u0000b", "https://a.example/c b", "https://a.example/c\\r\\nb",
			"https://user:pw@a.example/cb", "https://a.example:99999/cb", "https://\\uff41.example/cb",
			"https://a.example/\\u00fc", "https://a.example/\\u202ecb", "https://a.example/\\u007f", "unknown-app://cb",
			"ws://a.example/cb", "urn:ietf:wg:oauth:2.0:oob", "com.example.app:cb", "com.example.app://a_b",
			"localhost:8080/cb", "*", "https://*.example.com/cb" })
	void registerWhenRedirectUriIsDangerousThenInvalidRedirectUri(String redirectUri) {
		Reply reply = register("{\"redirect_uris\":[\"https://good.example/cb\",\"" + redirectUri + "\"]}");
		assertError(reply, 400, "invalid_redirect_uri");
	}

	@Tag("A10")
	@Tag("A17")
	@Checklist("B20")
	@ParameterizedTest
	@ValueSource(strings = { "https://claude.ai/api/mcp/auth_callback", "http://localhost:6274/oauth/callback",
			"http://localhost/callback", "http://127.0.0.1/", "http://127.0.0.1:33418/", "http://[::1]:1/cb",
			"com.example.app:/cb", "com.example.app://cb", "cursor://anysphere.cursor-mcp/oauth/callback",
			"vscode://x/y", "https://a.example/cb?x=1", "https://a.example", "https://1.2.3.4/cb" })
	void registerWhenRedirectUriIsOfAKnownKindThenAccepted(String redirectUri) {
		Reply reply = register("{\"redirect_uris\":[\"" + redirectUri + "\"]}");
		assertThat(reply.status()).isEqualTo(201);
		assertThat(reply.json()).containsEntry("redirect_uris", List.of(redirectUri));
	}

	@Tag("K4")
	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"redirect_uris\":null}", "{\"redirect_uris\":[]}",
			"{\"redirect_uris\":\"https://a.example/cb\"}", "{\"redirect_uris\":[1]}", "{\"redirect_uris\":[null]}",
			"{\"redirect_uris\":{\"a\":1}}" })
	void registerWhenRedirectUrisAreNoListOfUrisThenError(String body) {
		Reply reply = register(body);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json().get("error")).isIn("invalid_redirect_uri", "invalid_client_metadata");
	}

	@Tag("K4")
	@Tag("K6")
	@ParameterizedTest
	@ValueSource(strings = { "[]", "null", "1", "\"x\"", "", "{", "{} x",
			"{\"client_name\":\"a\",\"client_name\":\"b\"}", "{'a':1}", "\\u0000" })
	void registerWhenBodyIsNotOneJsonObjectThenInvalidClientMetadata(String body) {
		assertError(register(body), 400, "invalid_client_metadata");
	}

	@Tag("K6")
	@ParameterizedTest
	@ValueSource(strings = { "\"grant_types\":[\"client_credentials\"]",
			"\"grant_types\":[\"authorization_code\",\"password\"]", "\"grant_types\":[\"implicit\"]",
			"\"grant_types\":[\"refresh_token\"]", "\"grant_types\":[]", "\"grant_types\":\"authorization_code\"",
			"\"response_types\":[\"token\"]", "\"response_types\":[]", "\"response_types\":[\"code\",\"token\"]",
			"\"token_endpoint_auth_method\":\"private_key_jwt\"", "\"token_endpoint_auth_method\":1",
			"\"client_name\":1", "\"client_name\":\"Cla\\u202eude\"", "\"client_name\":\"a\\nb\"",
			"\"client_name\":\"Cla\\u200bude\"", "\"client_name\":\"a\\u2028b\"", "\"client_name\":\"a\\u2029b\"",
			"\"client_name\":\"a\\ud800b\"", "\"scope\":1", "\"scope\":\"a\\\"b\"",
			"\"client_uri\":\"javascript:alert(1)\"", "\"logo_uri\":[]", "\"contacts\":\"a\"" })
	void registerWhenMetadataIsNotAcceptableThenInvalidClientMetadata(String member) {
		assertError(register("{\"redirect_uris\":[\"https://a.example/cb\"]," + member + "}"), 400,
				"invalid_client_metadata");
	}

	@Tag("K5")
	@Test
	void registerWhenTooManyOrTooLongUrisThenRefused() {
		assertThat(register("{\"redirect_uris\":[" + uris(10) + "]}").status()).isEqualTo(201);
		assertError(register("{\"redirect_uris\":[" + uris(11) + "]}"), 400, "invalid_redirect_uri");
		String tooLong = "https://a.example/" + "x".repeat(2100);
		assertThat(register("{\"redirect_uris\":[\"" + tooLong + "\"]}").status()).isEqualTo(400);
		String random = new BigInteger(9000, new Random(1)).toString(36);
		assertError(register("{\"redirect_uris\":[\"https://a.example/" + random + "\",\"https://b.example/"
				+ new StringBuilder(random).reverse() + "\"]}"), 400, "invalid_client_metadata");
	}

	private static String uris(int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> "\"https://a.example/" + i + "\"")
			.collect(Collectors.joining(","));
	}

	@Tag("K5")
	@Test
	void registerWhenFieldIsAtItsLimitThenAcceptedAndBeyondItRefused() {
		Map<String, IntFunction<String>> members = Map.of("client_name", (length) -> "\"" + "x".repeat(length) + "\"",
				"software_id", (length) -> "\"" + "x".repeat(length) + "\"", "contacts",
				(length) -> "[\"" + "x".repeat(length) + "\"]");
		Map<String, Integer> limits = Map.of("client_name", 100, "software_id", 2048, "contacts", 2048);
		limits.forEach((name, limit) -> {
			assertThat(registerWith(name, members.get(name).apply(limit)).status()).as(name).isEqualTo(201);
			assertError(registerWith(name, members.get(name).apply(limit + 1)), 400, "invalid_client_metadata");
		});
		String item = "\"a@example.com\"";
		assertThat(registerWith("contacts", "[" + item + ("," + item).repeat(19) + "]").status()).isEqualTo(201);
		assertError(registerWith("contacts", "[" + item + ("," + item).repeat(20) + "]"), 400,
				"invalid_client_metadata");
	}

	private Reply registerWith(String name, String value) {
		return register("{\"redirect_uris\":[\"https://a.example/cb\"],\"" + name + "\":" + value + "}");
	}

	@Tag("K4")
	@Test
	void registerWhenJsonIsNestedTooDeeplyThenRefused() {
		assertThat(registerWith("x", "[".repeat(30) + "]".repeat(30)).status()).isEqualTo(201);
		assertError(registerWith("x", "[".repeat(33) + "]".repeat(33)), 400, "invalid_client_metadata");
		assertError(registerWith("x", "[".repeat(10_000) + "]".repeat(10_000)), 400, "invalid_client_metadata");
	}

	@Tag("K2")
	@Test
	void registerWhenBodyIsTooLargeThen413() {
		assertError(register("{\"x\":\"" + "x".repeat(65 * 1024) + "\"}"), 413, "invalid_client_metadata");
	}

	@Test
	void registerWhenContentTypeIsNotJsonThenRefused() {
		String body = "{\"redirect_uris\":[\"https://a.example/cb\"]}";
		for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "nonsense", "application/xml")) {
			assertError(this.http.post(server.url("/oauth2/register"), type, body), 400, "invalid_client_metadata");
		}
		assertThat(this.http.post(server.url("/oauth2/register"), "application/json; charset=utf-8", body).status())
			.isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "PATCH" })
	void registerWhenMethodIsNotPostThen405(String method) {
		Reply reply = this.http.send(method, server.url("/oauth2/register"), null);
		assertError(reply, 405, "invalid_request");
		assertThat(reply.header("Allow")).isEqualTo("POST");
	}

	@Tag("L15")
	@Tag("K12")
	@Test
	void registerWhenCalledFromAnotherOriginThenAllowedWithoutCredentials() {
		Reply preflight = this.http.send("OPTIONS", server.url("/oauth2/register"), null, "Origin",
				"https://app.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers",
				"content-type,mcp-protocol-version");
		assertThat(preflight.status()).isEqualTo(200);
		assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
	}

	@Test
	void registerWhenGrantTypesAreAbsentThenCodeAndRefreshAreRegistered() {
		assertThat(register("{\"redirect_uris\":[\"https://a.example/cb\"]}").json()).containsEntry("grant_types",
				List.of("authorization_code", "refresh_token"));
	}

	private Reply register(String body) {
		return this.http.postJson(server.url("/oauth2/register"), body);
	}

	private static void assertError(Reply reply, int status, String error) {
		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.json()).containsEntry("error", error).containsKey("error_description");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
	}

}
