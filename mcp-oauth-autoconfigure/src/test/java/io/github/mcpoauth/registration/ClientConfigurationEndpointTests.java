package io.github.mcpoauth.registration;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Registrations in a store, which their clients manage over HTTP (RFC 7592).
 */
class ClientConfigurationEndpointTests {

	private static TestServer server;

	private final Http http = new Http();

	@BeforeAll
	static void start() {
		server = TestServer.start("mcp.oauth.registration.store=memory", "mcp.oauth.resource.scopes=read");
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void registerWhenStoredThenRandomIdentifierAndWhereToManageIt() {
		Map<String, Object> client = register("");
		assertThat((String) client.get("client_id")).matches("client_[A-Za-z0-9_-]{27}");
		assertThat((String) client.get("registration_access_token")).matches("reg-[A-Za-z0-9_-]{43}");
		assertThat(client).containsEntry("registration_client_uri", url(client.get("client_id")))
			.doesNotContainKeys("client_secret", "client_secret_expires_at");
		assertThat(register("").get("client_id")).isNotEqualTo(client.get("client_id"));
	}

	@Test
	void readWhenTokenIsTheClientsThenAllThatWasRegistered() {
		Map<String, Object> client = register(",\"client_uri\":\"https://a.example\",\"scope\":\"read\"");
		Reply reply = send("GET", client, null);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.json()).isEqualTo(client);
	}

	@Tag("K10")
	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE" })
	void manageWhenTokenIsMissingThen401WhetherOrNotTheClientExists(String method) {
		Map<String, Object> client = register("");
		for (Object id : List.of(client.get("client_id"), "client_unknown")) {
			for (String[] headers : new String[][] { {}, { "Authorization", "Basic YTpi" },
					{ "Authorization", "Bearer " },
					{ "Authorization", (String) client.get("registration_access_token") } }) {
				Reply reply = this.http.send(method, url(id), null, headers);
				assertThat(reply.status()).isEqualTo(401);
				assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"registration\"");
				assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
			}
		}
		assertThat(send("GET", client, null).status()).isEqualTo(200);
	}

	@Tag("K10")
	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE" })
	void manageWhenTokenIsAnothersThen403AndWhenClientIsUnknownThen404(String method) {
		Map<String, Object> client = register("");
		String other = "Bearer " + register("").get("registration_access_token");
		Reply reply = this.http.send(method, url(client.get("client_id")), null, "Authorization", other);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.json()).containsEntry("error", "invalid_token");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		reply = this.http.send(method, url("client_unknown"), null, "Authorization", other);
		assertThat(reply.status()).isEqualTo(404);
		assertThat(reply.json()).containsEntry("error", "invalid_client");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(send("GET", client, null).status()).isEqualTo(200);
	}

	@Test
	void updateWhenValidThenReplacesAndDoesNotAugment() {
		Map<String, Object> client = register(",\"client_uri\":\"https://a.example\"");
		Reply reply = update(client, "\"client_name\":\"B\",\"redirect_uris\":[\"https://b.example/cb\"]");
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.json()).containsEntry("client_id", client.get("client_id"))
			.containsEntry("client_id_issued_at", client.get("client_id_issued_at"))
			.containsEntry("client_name", "B")
			.containsEntry("redirect_uris", List.of("https://b.example/cb"))
			.doesNotContainKey("client_uri");
		assertThat(send("GET", reply.json(), null).json()).isEqualTo(reply.json());
		OAuthFlow flow = OAuthFlow.withClientId(server, (String) client.get("client_id"));
		assertThat(flow.authorize(flow.request()).status()).isEqualTo(400);
		Map<String, String> request = flow.request();
		request.put("redirect_uri", "https://b.example/cb");
		assertThat(flow.approve(request).location()).startsWith("https://b.example/cb?");
	}

	@Test
	void updateWhenAnswerIsLostThenTheOldTokenWorksUntilTheNewOneIsUsed() {
		Map<String, Object> client = register("");
		Map<String, Object> updated = update(client, uris()).json();
		assertThat(updated.get("registration_access_token")).isNotEqualTo(client.get("registration_access_token"));
		assertThat(send("GET", client, null).status()).isEqualTo(200);
		assertThat(send("GET", client, null).status()).isEqualTo(200);
		assertThat(send("GET", updated, null).status()).isEqualTo(200);
		assertThat(send("GET", client, null).status()).isEqualTo(403);
		assertThat(send("GET", updated, null).status()).isEqualTo(200);
	}

	/** RFC 7592 section 3: what was replaced twice has been used twice. */
	@Tag("K10")
	@Test
	void updateWhenDoneTwiceThenTheFirstTokenIsWorthNothing() {
		Map<String, Object> client = register("");
		Map<String, Object> updated = update(client, uris()).json();
		Map<String, Object> again = update(updated, uris()).json();
		assertThat(send("GET", client, null).status()).isEqualTo(403);
		assertThat(send("GET", updated, null).status()).isEqualTo(200);
		assertThat(send("GET", again, null).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"redirect_uris\":[]", "\"redirect_uris\":[\"http://a.example/cb\"]",
			"\"client_name\":\"B\"" })
	void updateWhenRedirectUrisAreNotAcceptableThenRefusedAndNothingChanges(String members) {
		Map<String, Object> client = register("");
		Reply reply = update(client, members);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_redirect_uri");
		assertThat(send("GET", client, null).json()).isEqualTo(client);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"registration_access_token\":\"x\"", "\"registration_client_uri\":\"https://a.example\"",
			"\"client_secret_expires_at\":0", "\"client_id_issued_at\":1", "\"client_secret\":\"mine\"",
			"\"grant_types\":[\"client_credentials\"]" })
	void updateWhenItSaysWhatIsNotTheClientsToSayThenRefused(String member) {
		Map<String, Object> client = register("");
		Reply reply = update(client, uris() + "," + member);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_client_metadata");
		assertThat(send("GET", client, null).json()).isEqualTo(client);
	}

	@Test
	void updateWhenClientIdIsMissingOrAnothersThenRefused() {
		Map<String, Object> client = register("");
		for (String body : List.of("{" + uris() + "}", "{\"client_id\":\"client_x\"," + uris() + "}")) {
			Reply reply = send("PUT", client, body);
			assertThat(reply.status()).isEqualTo(400);
			assertThat(reply.json()).containsEntry("error", "invalid_client_metadata");
		}
	}

	@Tag("K2")
	@Tag("K4")
	@Test
	void updateWhenBodyIsTooLongOrNoJsonThenRefused() {
		Map<String, Object> client = register("");
		assertThat(send("PUT", client, "[]").status()).isEqualTo(400);
		assertThat(send("PUT", client, "{\"x\":\"" + "x".repeat(65 * 1024) + "\"}").status()).isEqualTo(413);
	}

	@Test
	void deleteWhenTokenIsTheClientsThenTheClientAndItsGrantsAreGone() {
		OAuthFlow flow = OAuthFlow.withClientId(server, (String) register("").get("client_id"));
		Map<String, Object> client = register("");
		OAuthFlow deleted = OAuthFlow.withClientId(server, (String) client.get("client_id"));
		String other = (String) flow.tokens().get("access_token");
		Map<String, Object> tokens = deleted.tokens();
		assertThat(deleted.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		Reply reply = send("DELETE", client, null);
		assertThat(reply.status()).isEqualTo(204);
		assertThat(reply.body()).isEmpty();
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(send("GET", client, null).status()).isEqualTo(404);
		assertThat(deleted.callMcp((String) tokens.get("access_token")).status()).isEqualTo(401);
		Reply refresh = deleted.token(deleted.refreshRequest((String) tokens.get("refresh_token")));
		assertThat(refresh.status()).isEqualTo(401);
		assertThat(refresh.json()).containsEntry("error", "invalid_client");
		assertThat(deleted.authorize(deleted.request()).location()).isNull();
		assertThat(flow.callMcp(other).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PATCH" })
	void manageWhenMethodIsAnotherThen405(String method) {
		Reply reply = send(method, register(""), "{}");
		assertThat(reply.status()).isEqualTo(405);
		assertThat(reply.header("Allow")).isEqualTo("GET, PUT, DELETE");
	}

	@Tag("K12")
	@Test
	void manageWhenCalledFromAnotherOriginThenAllowedWithoutCredentials() {
		Reply preflight = this.http.send("OPTIONS", url("client_a"), null, "Origin", "https://app.example",
				"Access-Control-Request-Method", "DELETE", "Access-Control-Request-Headers", "authorization");
		assertThat(preflight.status()).isEqualTo(200);
		assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(preflight.header("Access-Control-Allow-Credentials")).isNull();
	}

	@Test
	void updateWhenClientBecomesConfidentialThenItGetsASecretAndLosesItAgain() {
		Map<String, Object> client = update(register(""),
				uris() + ",\"token_endpoint_auth_method\":\"client_secret_post\"")
			.json();
		assertThat(client).containsKey("client_secret").containsEntry("client_secret_expires_at", 0);
		Reply same = update(client,
				uris() + ",\"token_endpoint_auth_method\":\"client_secret_basic\",\"client_secret\":\""
						+ client.get("client_secret") + "\"");
		assertThat(same.json()).doesNotContainKey("client_secret").containsEntry("client_secret_expires_at", 0);
		assertThat(update(same.json(), uris()).json()).doesNotContainKeys("client_secret", "client_secret_expires_at");
	}

	private Map<String, Object> register(String moreMembers) {
		Reply reply = this.http.postJson(server.url("/oauth2/register"), ClientRequests.registration(moreMembers));
		assertThat(reply.status()).isEqualTo(201);
		return reply.json();
	}

	private static String uris() {
		return "\"redirect_uris\":[\"" + ClientRequests.REDIRECT_URI + "\"]";
	}

	private Reply update(Map<String, Object> client, String members) {
		return send("PUT", client, "{\"client_id\":\"" + client.get("client_id") + "\"," + members + "}");
	}

	private Reply send(String method, Map<String, Object> client, String body) {
		return this.http.send(method, url(client.get("client_id")), body, "Authorization",
				"Bearer " + client.get("registration_access_token"), "Content-Type", "application/json");
	}

	private static String url(Object clientId) {
		return server.url("/oauth2/register/" + clientId);
	}

}
