package io.github.mcpoauth.attack;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What strangers try with the registration endpoint (RFC 7591 section 5, RFC 7592).
 */
class RegistrationAttackTests {

	private static final String TOO_LONG = "x".repeat(64 * 1024);

	private static final List<String> STATEMENTS = statements();

	@Tag("K1")
	@ParameterizedTest
	@EnumSource(names = { "STORED_FACADE", "STORED_SERVER" })
	void registerWhenFloodedThenOldestUnusedGoAndWhoIsActiveStays(Registrar registrar) {
		CodeFlow active = registrar.client();
		Map<String, Object> tokens = active.tokens();
		CodeFlow unused = registrar.client();
		for (int i = 0; i < 10 * Registrar.MAX_CLIENTS; i++) {
			assertThat(registrar.register("").status()).isEqualTo(201);
		}
		CodeFlow latest = registrar.client();
		assertThat(refresh(active, (String) tokens.get("refresh_token")).status()).isEqualTo(200);
		assertThat(refresh(latest, "x").json()).containsEntry("error", "invalid_grant");
		assertThat(refresh(unused, "x").json()).containsEntry("error", "invalid_client");
	}

	private static Reply refresh(CodeFlow flow, String refreshToken) {
		return flow.token(flow.refreshRequest(refreshToken));
	}

	/** What is too long is not read, so it does not matter that it is no JSON. */
	@Tag("K2")
	@ParameterizedTest
	@EnumSource
	void registerWhenBodyIsTooLongThen413BeforeItIsParsed(Registrar registrar) {
		assertRefused(registrar.post("{\"redirect_uris\":[\"https://a.example/cb\"],\"x\":\"" + TOO_LONG + "\"}"), 413,
				"invalid_client_metadata");
		assertRefused(registrar.post(TOO_LONG + "x"), 413, "invalid_client_metadata");
		Reply chunked = RawHttp.send(registrar.server().port(), "POST /oauth2/register HTTP/1.1", "Host: localhost",
				"Content-Type: application/json", "Transfer-Encoding: chunked", "Connection: close", "",
				Integer.toHexString(TOO_LONG.length() + 1), TOO_LONG + "x", "0");
		assertRefused(chunked, 413, "invalid_client_metadata");
		assertThat(registrar
			.post("{\"x\":\"" + TOO_LONG.substring(2000) + "\"," + ClientRequests.registration("").substring(1))
			.status()).isEqualTo(201);
	}

	@Tag("K4")
	@ParameterizedTest
	@EnumSource
	void registerWhenBodyIsNotOneObjectOfTheRightTypesThen400(Registrar registrar) {
		String valid = ClientRequests.registration("");
		for (String body : List.of("[" + valid + "]", "null", "", " ", "1", "\"" + TOO_LONG.substring(60_000) + "\"",
				valid + valid, valid + "x", valid + ",", valid.substring(1), valid.replace('"', '\''),
				"\uFEFF\uFEFF" + valid, "{\"redirect_uris\":[\"https://a.example/a\"],\"redirect_uris\":[\"x\"]}",
				"[".repeat(30_000), "{\"a\":".repeat(10_000))) {
			assertRefused(registrar.post(body), 400, "invalid_client_metadata");
		}
		for (String members : List.of("\"redirect_uris\":\"https://a.example/a\"", "\"redirect_uris\":{}",
				"\"redirect_uris\":[[\"https://a.example/a\"]]", "\"redirect_uris\":[null]", "\"redirect_uris\":[1]",
				"\"redirect_uris\":[]", "\"redirect_uris\":null", "\"client_name\":\"a\"")) {
			Reply reply = registrar.post("{" + members + "}");
			assertThat(reply.status()).as(members).isEqualTo(400);
			assertThat(reply.json().get("error")).as(members).isIn("invalid_redirect_uri", "invalid_client_metadata");
		}
		for (String type : List.of("application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "x")) {
			assertRefused(new Http().post(registrar.server().url("/oauth2/register"), type, valid), 400,
					"invalid_client_metadata");
		}
	}

	@Tag("K5")
	@ParameterizedTest
	@EnumSource
	void registerWhenRedirectUrisAreTooManyOrTooLongThen400(Registrar registrar) {
		assertThat(registrar.post(redirectUris(10)).status()).isEqualTo(201);
		assertRefused(registrar.post(redirectUris(11)), 400, "invalid_redirect_uri");
		assertThat(registrar.post("{\"redirect_uris\":[\"https://a.example/" + "x".repeat(2100) + "\"]}").status())
			.isEqualTo(400);
	}

	private static String redirectUris(int number) {
		return IntStream.range(0, number)
			.mapToObj((i) -> "\"https://a.example/" + i + "\"")
			.collect(Collectors.joining(",", "{\"redirect_uris\":[", "]}"));
	}

	@Tag("K6")
	@ParameterizedTest
	@EnumSource
	void registerWhenGrantOrResponseTypeIsNotForEverybodyThenInvalidClientMetadata(Registrar registrar) {
		for (String grant : List.of("client_credentials", "password", "implicit",
				"urn:ietf:params:oauth:grant-type:token-exchange", "urn:ietf:params:oauth:grant-type:jwt-bearer",
				"urn:ietf:params:oauth:grant-type:device_code", "Authorization_Code", "*", "")) {
			assertRefused(registrar.register(",\"grant_types\":[\"" + grant + "\"]"), 400, "invalid_client_metadata");
			assertRefused(registrar.register(",\"grant_types\":[\"authorization_code\",\"" + grant + "\"]"), 400,
					"invalid_client_metadata");
		}
		for (String type : List.of("\"token\"", "\"id_token\"", "\"none\"", "\"code token\"", "\"code\",\"token\"")) {
			assertRefused(registrar.register(",\"response_types\":[" + type + "]"), 400, "invalid_client_metadata");
		}
		for (String method : List.of("private_key_jwt", "client_secret_jwt", "tls_client_auth", "x", "")) {
			assertRefused(registrar.register(",\"token_endpoint_auth_method\":\"" + method + "\""), 400,
					"invalid_client_metadata");
		}
	}

	/** A client that registered all the same must not get what nobody approved. */
	@Tag("K6")
	@ParameterizedTest
	@EnumSource
	void tokenWhenClientAsksWithoutAUserThenNone(Registrar registrar) {
		Map<String, Object> client = registrar.register(",\"token_endpoint_auth_method\":\"client_secret_post\"")
			.json();
		for (String grant : List.of("client_credentials", "password", "urn:ietf:params:oauth:grant-type:token-exchange",
				"urn:ietf:params:oauth:grant-type:jwt-bearer", "urn:ietf:params:oauth:grant-type:device_code")) {
			Reply reply = new Http().postForm(registrar.server().url("/oauth2/token"),
					Map.of("grant_type", grant, "client_id", (String) client.get("client_id"), "client_secret",
							(String) client.get("client_secret"), "scope", "mcp:connect", "username", "alice",
							"password", "wonderland", "assertion", "e30.e30.", "subject_token", "e30.e30.",
							"subject_token_type", "urn:ietf:params:oauth:token-type:access_token", "device_code", "x"));
			assertThat(reply.status()).as(grant).isEqualTo(400);
			assertThat(reply.json()).as(grant).doesNotContainKey("access_token");
			assertThat(reply.json().get("error")).as(grant)
				.isIn("unsupported_grant_type", "unauthorized_client", "invalid_grant");
		}
	}

	/** It never gets there what belongs to this server at the provider. */
	@Tag("K9")
	@ParameterizedTest
	@EnumSource(names = { "STATELESS_FACADE", "STORED_FACADE" })
	void registrationWhenReadThenNeverHoldsWhatTheFacadeIsAtTheProvider(Registrar registrar) {
		for (String method : List.of("none", "client_secret_basic", "client_secret_post")) {
			Reply registered = registrar.register(",\"token_endpoint_auth_method\":\"" + method
					+ "\",\"client_id\":\"the-facade\",\"client_secret\":\"a-secret-of-the-facade\"");
			Map<String, Object> client = registered.json();
			Reply read = registrar.manage("GET", client.get("client_id"), client.get("registration_access_token"),
					null);
			assertThat(read.status()).isEqualTo(200);
			assertThat(registered.body() + read.body()).doesNotContain("the-facade", FacadeServer.SECRET);
		}
	}

	@Tag("K10")
	@ParameterizedTest
	@EnumSource
	void registrationWhenTokenIsMissingOrAnothersThenNothingIsToldOrChanged(Registrar registrar) {
		Map<String, Object> client = registrar.register("").json();
		Map<String, Object> other = registrar.register("").json();
		Object id = client.get("client_id");
		String stolen = "{\"client_id\":\"" + id + "\",\"redirect_uris\":[\"https://evil.example/cb\"]}";
		for (String method : List.of("GET", "PUT", "DELETE")) {
			if (registrar.name().startsWith("STATELESS") && !method.equals("GET")) {
				assertThat(registrar.manage(method, id, client.get("registration_access_token"), stolen).status())
					.isEqualTo(405);
				continue;
			}
			for (String[] headers : new String[][] { {}, { "Authorization", "Basic YTpi" },
					{ "Authorization", "Bearer" } }) {
				Reply reply = new Http().send(method, registrar.server().url("/oauth2/register/" + id), stolen,
						headers);
				assertThat(reply.status()).isEqualTo(401);
				assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer realm=\"registration\"");
				assertThat(reply.body()).doesNotContain("A test client");
			}
			for (Object token : List.of(other.get("registration_access_token"), "reg-", "x", id)) {
				Reply reply = registrar.manage(method, id, token, stolen);
				assertThat(reply.status()).isEqualTo(403);
				assertThat(reply.body()).doesNotContain("A test client");
			}
			assertThat(registrar.manage(method, "client_unknown", client.get("registration_access_token"), stolen)
				.status()).isEqualTo(404);
		}
		assertThat(registrar.manage("GET", id, client.get("registration_access_token"), null).json())
			.containsEntry("redirect_uris", List.of(ClientRequests.REDIRECT_URI));
	}

	@Tag("K12")
	@ParameterizedTest
	@EnumSource
	void registerWhenCalledFromAPageThenWithoutItsCookies(Registrar registrar) {
		String url = registrar.server().url("/oauth2/register");
		for (String at : List.of(url, url + "/client_a")) {
			Reply preflight = new Http().send("OPTIONS", at, null, "Origin", "https://evil.example",
					"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers",
					"authorization,content-type");
			Reply reply = new Http().postJson(at, ClientRequests.registration(""), "Origin", "https://evil.example");
			for (Reply each : List.of(preflight, reply)) {
				assertThat(each.header("Access-Control-Allow-Origin")).isEqualTo("*");
				assertThat(each.header("Access-Control-Allow-Credentials")).isNull();
				assertThat(each.header("Set-Cookie")).isNull();
			}
		}
	}

	/**
	 * An unsigned one, one of somebody whom nobody knows, and what is none at all.
	 */
	private static List<String> statements() {
		TestTokens somebody = new TestTokens("https://evil.example", "x");
		String signed = somebody.with((claims) -> claims.claim("client_name", "A bank")
			.claim("redirect_uris", List.of("https://evil.example/cb"))
			.claim("scope", "admin"));
		String claims = signed.split("\\.")[1];
		return List.of("\"" + signed + "\"", "\"eyJhbGciOiJub25lIn0." + claims + ".\"",
				"\"eyJhbGciOiJOb25lIn0." + claims + ".x\"", "\"" + signed.substring(0, signed.length() - 5) + "\"",
				"\"not a statement\"", "\"\"", "\"" + TOO_LONG.substring(30_000) + "\"", "1",
				"{\"client_name\":\"A bank\"}", "[]", "true");
	}

	@Tag("K11")
	@ParameterizedTest
	@EnumSource
	void registerWhenThereIsASoftwareStatementThenRefused(Registrar registrar) {
		for (String statement : STATEMENTS) {
			Reply reply = registrar.register(",\"software_statement\":" + statement);
			assertRefused(reply, 400, "unapproved_software_statement");
			assertThat(reply.json()).doesNotContainKey("client_id");
		}
		assertThat(registrar.register(",\"software_statement\":null").status()).isEqualTo(201);
	}

	@Tag("K11")
	@Test
	void updateWhenThereIsASoftwareStatementThenRefusedAndAllStays() {
		for (Registrar registrar : List.of(Registrar.STORED_FACADE, Registrar.STORED_SERVER)) {
			Map<String, Object> client = registrar.register("").json();
			Object token = client.get("registration_access_token");
			Reply refused = registrar.manage("PUT", client.get("client_id"), token, ClientRequests.registration(
					",\"client_id\":\"" + client.get("client_id") + "\",\"software_statement\":" + STATEMENTS.get(0)));
			assertRefused(refused, 400, "unapproved_software_statement");
			assertThat(registrar.manage("GET", client.get("client_id"), token, null).json()).isEqualTo(client);
		}
	}

	private static void assertRefused(Reply reply, int status, String error) {
		assertThat(reply.status()).as(reply.body()).isEqualTo(status);
		assertThat(reply.json()).containsEntry("error", error).containsKey("error_description");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.header("Set-Cookie")).isNull();
	}

}
