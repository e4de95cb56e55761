package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An administrator of Keycloak, who changes the realm while it is used.
 */
final class KeycloakAdmin {

	private static final String NAME = "keymaster";

	private static final String PASSWORD = "keymaster-password-for-tests-only";

	/** What makes a Keycloak whose database is empty have this administrator. */
	static final Map<String, String> SETTINGS = Map.of("KC_BOOTSTRAP_ADMIN_USERNAME", NAME,
			"KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);

	private static final JsonMapper JSON = new JsonMapper();

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final URI keycloak;

	/**
	 * An administrator.
	 * @param keycloak any URL of the Keycloak
	 */
	KeycloakAdmin(URI keycloak) {
		this.keycloak = keycloak;
	}

	/** How often a refresh token is good beyond the first time. */
	void setRefreshTokenMaxReuse(int times) {
		send("PUT", "", Map.of("refreshTokenMaxReuse", times), 204);
	}

	HttpResponse<String> get(String path) {
		return send("GET", path, Map.of(), 200);
	}

	void delete(String path) {
		send("DELETE", path, Map.of(), 204);
	}

	/**
	 * Sends a request to Keycloak's admin API.
	 * @param method the method
	 * @param path what it is about, below the realm
	 * @param body what to send, where the method sends anything
	 * @param expected the only status that does not fail the test
	 */
	HttpResponse<String> send(String method, String path, Object body, int expected) {
		URI uri = this.keycloak.resolve("/admin/realms/" + KeycloakRealm.NAME + path);
		BodyPublisher content = method.startsWith("P") ? BodyPublishers.ofString(JSON.writeValueAsString(body))
				: BodyPublishers.noBody();
		HttpResponse<String> response = Http.send(CLIENT,
				Http.request(uri)
					.header("Authorization", "Bearer " + accessToken())
					.header("Content-Type", "application/json")
					.method(method, content)
					.build());
		assertThat(response.statusCode()).as(method + " " + uri + " " + response.body()).isEqualTo(expected);
		return response;
	}

	/** Good for a minute, so each request gets one of its own. */
	private String accessToken() {
		HttpResponse<String> response = Http.postForm(
				this.keycloak.resolve("/realms/master/protocol/openid-connect/token"),
				Map.of("grant_type", "password", "client_id", "admin-cli", "username", NAME, "password", PASSWORD));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return Http.json(response).path("access_token").asString();
	}

}
