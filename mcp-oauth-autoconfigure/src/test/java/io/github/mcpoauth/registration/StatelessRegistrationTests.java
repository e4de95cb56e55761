package io.github.mcpoauth.registration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Registrations that are the client identifier, read over HTTP (RFC 7592 section 2.1) and
 * ended by configuration.
 */
class StatelessRegistrationTests {

	@RegisterExtension
	static final FacadeServer FACADE = FacadeServer.start();

	private final Http http = new Http();

	@Test
	void readWhenTokenIsTheClientsThenWhatTheIdentifierHolds() {
		Map<String, Object> client = register();
		assertThat(client).containsEntry("registration_client_uri",
				FacadeServer.BASE_URL + "/oauth2/register/" + client.get("client_id"));
		assertThat(send("GET", client).json()).isEqualTo(client);
		try (TestServer other = FACADE.startInstance()) {
			assertThat(send(other, "GET", client).json()).isEqualTo(client);
		}
	}

	@Tag("K10")
	@Test
	void readWhenTokenIsMissingOrAnothersOrClientUnknownThenRefused() {
		Map<String, Object> client = register();
		String url = FACADE.server().url("/oauth2/register/");
		assertThat(this.http.get(url + client.get("client_id")).status()).isEqualTo(401);
		String other = "Bearer " + register().get("registration_access_token");
		assertThat(this.http.get(url + client.get("client_id"), "Authorization", other).status()).isEqualTo(403);
		assertThat(this.http.get(url + "unknown", "Authorization", other).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "DELETE", "POST" })
	void changeWhenNothingIsStoredThen405(String method) {
		Reply reply = send(method, register());
		assertThat(reply.status()).isEqualTo(405);
		assertThat(reply.header("Allow")).isEqualTo("GET");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
		assertThat(reply.json()).containsEntry("error", "invalid_request");
	}

	@Test
	void loginWhenClientIsRevokedThenUnknownEverywhere() {
		Map<String, Object> client = register();
		Map<String, Object> whole = register();
		Map<String, Object> other = register();
		String beginning = ((String) client.get("client_id")).substring(0, 24) + "*";
		try (TestServer server = FACADE
			.startInstance("mcp.oauth.registration.revoked-clients=" + beginning + "," + whole.get("client_id"))) {
			for (Map<String, Object> revoked : List.of(client, whole)) {
				FacadeFlow flow = FacadeFlow.withClientId((String) revoked.get("client_id"));
				assertThat(flow.authorize(server, flow.request()).status()).isEqualTo(400);
				assertThat(flow.token(server, flow.refreshRequest("x")).status()).isEqualTo(401);
				assertThat(send(server, "GET", revoked).status()).isEqualTo(404);
			}
			assertThat(send(server, "GET", other).status()).isEqualTo(200);
		}
	}

	@Tag("K13")
	@ParameterizedTest
	@ValueSource(strings = { "stateless", "memory" })
	void registerWhenRegistrationsEndThenTheSecretSaysWhen(String store) {
		try (TestServer server = FACADE.startInstance("mcp.oauth.registration.time-to-live=90d",
				"mcp.oauth.registration.store=" + store)) {
			Map<String, Object> client = this.http
				.postJson(server.url("/oauth2/register"),
						ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_post\""))
				.json();
			int end = (int) client.get("client_id_issued_at") + 90 * 24 * 60 * 60;
			assertThat(client).containsEntry("client_secret_expires_at", end);
			assertThat(send(server, "GET", client).json()).containsEntry("client_secret_expires_at", end)
				.containsEntry("token_endpoint_auth_method", "client_secret_post");
			// What is sent to the token endpoint manages nothing
			Map<String, Object> secretOnly = new HashMap<>(client);
			secretOnly.put("registration_access_token", client.get("client_secret"));
			assertThat(send(server, "GET", secretOnly).status()).isEqualTo(403);
			assertThat(this.http.postJson(server.url("/oauth2/register"), ClientRequests.registration("")).json())
				.doesNotContainKey("client_secret_expires_at");
		}
	}

	@Tag("K13")
	@Test
	void loginWhenRegistrationHasExpiredThenUnknown() {
		Map<String, Object> client = register();
		try (TestServer server = FACADE.startInstance("mcp.oauth.registration.time-to-live=1s")) {
			FacadeFlow flow = FacadeFlow.withClientId((String) client.get("client_id"));
			Awaitility.await().until(() -> flow.authorize(server, flow.request()).status() == 400);
			Reply token = flow.token(server, flow.refreshRequest("x"));
			assertThat(token.status()).isEqualTo(401);
			assertThat(token.json()).containsEntry("error", "invalid_client");
			assertThat(send(server, "GET", client).status()).isEqualTo(404);
		}
	}

	private Map<String, Object> register() {
		return this.http.postJson(FACADE.server().url("/oauth2/register"), ClientRequests.registration("")).json();
	}

	private Reply send(String method, Map<String, Object> client) {
		return send(FACADE.server(), method, client);
	}

	private Reply send(TestServer server, String method, Map<String, Object> client) {
		return this.http.send(method, server.url("/oauth2/register/" + client.get("client_id")), null, "Authorization",
				"Bearer " + client.get("registration_access_token"));
	}

}
