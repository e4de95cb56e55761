package io.github.mcpoauth.registration;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that register for a secret (RFC 7591 section 2), with each kind of registration
 * and in both modes that have a token endpoint.
 */
class RegisteredSecretTests {

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start();

	@RegisterExtension
	static final TestServer facadeWithStore = facade.startInstance("mcp.oauth.registration.store=memory");

	@RegisterExtension
	static final TestServer own = TestServer.start();

	@RegisterExtension
	static final TestServer ownWithStore = TestServer.start("mcp.oauth.registration.store=memory");

	private static final Map<String, TestServer> SERVERS = Map.of("facade stateless", facade.server(), "facade memory",
			facadeWithStore, "server stateless", own, "server memory", ownWithStore);

	@ParameterizedTest
	@ValueSource(strings = { "facade stateless", "facade memory", "server stateless", "server memory" })
	void registerWhenMethodNeedsASecretThenThereIsOneAndWhenItEnds(String name) {
		for (String method : List.of("client_secret_basic", "client_secret_post")) {
			Map<String, Object> client = register(name, method);
			assertThat((String) client.get("client_secret")).hasSizeGreaterThanOrEqualTo(22);
			assertThat(client).containsEntry("client_secret_expires_at", 0)
				.containsEntry("token_endpoint_auth_method", method);
			Reply read = new Http().get(SERVERS.get(name).url("/oauth2/register/" + client.get("client_id")),
					"Authorization", "Bearer " + client.get("registration_access_token"));
			assertThat(read.json()).containsEntry("token_endpoint_auth_method", method)
				.containsEntry("client_secret_expires_at", 0)
				.doesNotContainKey("client_secret");
		}
	}

	@ParameterizedTest
	@CsvSource({ "facade stateless, basic", "facade stateless, post", "facade memory, basic", "facade memory, post",
			"server stateless, basic", "server stateless, post", "server memory, basic", "server memory, post" })
	void loginWhenSecretIsRightThenTokensAndRefreshAndRevocation(String name, String way) {
		Map<String, Object> client = register(name, "client_secret_basic");
		Reply tokens = send(name, way, "token", tokenRequest(name, client), client, secret(client));
		assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
		String refreshToken = (String) tokens.json().get("refresh_token");
		Reply refreshed = send(name, way, "token", refreshRequest(refreshToken), client, secret(client));
		assertThat(refreshed.json()).containsKeys("access_token", "refresh_token");
		Map<String, String> revocation = new HashMap<>(Map.of("token", (String) refreshed.json().get("refresh_token")));
		assertThat(send(name, way, "revoke", revocation, client, secret(client)).status()).isEqualTo(200);
	}

	@Tag("M13")
	@ParameterizedTest
	@CsvSource({ "facade stateless, basic", "facade stateless, post", "facade memory, basic", "facade memory, post",
			"server stateless, basic", "server stateless, post", "server memory, basic", "server memory, post" })
	void tokenWhenSecretIsWrongOrClientUnknownThenTheSame401(String name, String way) {
		Map<String, Object> client = register(name, "client_secret_basic");
		Map<String, String> request = tokenRequest(name, client);
		Reply wrong = send(name, way, "token", request, client, "a-wrong-secret");
		assertThat(wrong.status()).isEqualTo(401);
		assertThat(wrong.json()).containsEntry("error", "invalid_client");
		assertThat(wrong.header("WWW-Authenticate")).isEqualTo(way.equals("basic") ? "Basic realm=\"oauth2\"" : null);
		Map<String, Object> other = register(name, "client_secret_basic");
		assertThat(send(name, way, "token", request, client, secret(other)).body()).isEqualTo(wrong.body());
		Reply unknown = send(name, way, "token", request, Map.of("client_id", "client_unknown"), secret(client));
		assertThat(unknown.status()).isEqualTo(401);
		assertThat(unknown.body()).isEqualTo(wrong.body());
		assertThat(send(name, way, "token", request, client, secret(client)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "facade stateless", "facade memory", "server stateless", "server memory" })
	void tokenWhenSecretIsLeftOutThen401(String name) {
		Map<String, Object> client = register(name, "client_secret_post");
		Map<String, String> request = tokenRequest(name, client);
		request.put("client_id", (String) client.get("client_id"));
		assertThat(new Http().postForm(SERVERS.get(name).url("/oauth2/token"), request).status()).isEqualTo(401);
		request.put("client_secret", "");
		assertThat(new Http().postForm(SERVERS.get(name).url("/oauth2/token"), request).json()).containsEntry("error",
				"invalid_client");
	}

	/**
	 * Libraries that send it for public clients send it always (RFC 6749 section 3.2.1).
	 */
	@ParameterizedTest
	@ValueSource(strings = { "facade stateless", "facade memory", "server stateless", "server memory" })
	void tokenWhenIdentifierIsInHeaderAndBodyThenAccepted(String name) {
		Map<String, Object> client = register(name, "client_secret_basic");
		Map<String, String> request = tokenRequest(name, client);
		request.put("client_id", (String) client.get("client_id"));
		assertThat(send(name, "basic", "token", request, client, secret(client)).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenClientAuthenticatesTwiceThenRefused() {
		Map<String, Object> client = register("facade stateless", "client_secret_post");
		for (Map<String, String> twice : List.of(Map.of("client_secret", secret(client)),
				Map.of("client_id", "another"))) {
			Reply reply = send("facade stateless", "basic", "token", twice, client, secret(client));
			assertThat(reply.status()).isEqualTo(400);
			assertThat(reply.json()).containsEntry("error", "invalid_request");
		}
	}

	@Test
	void tokenWhenAuthorizationHeaderCantBeReadThen401() {
		for (String header : List.of("Basic %%%", "Basic YQ==", "Basic JTpi")) {
			Reply reply = new Http().postForm(facade.server().url("/oauth2/token"),
					Map.of("grant_type", "refresh_token"), "Authorization", header);
			assertThat(reply.status()).isEqualTo(401);
			assertThat(reply.json()).containsEntry("error", "invalid_client");
		}
	}

	@Test
	void loginWhenSecretWasDerivedByAnotherInstanceThenItIsKnown() {
		try (TestServer rotated = facade.startInstance(
				"mcp.oauth.secret=another-secret-of-the-tests-with-32-or-more-characters," + FacadeServer.SECRET)) {
			Map<String, Object> client = register("facade stateless", "client_secret_post");
			Map<String, String> request = FacadeFlow.withClientId((String) client.get("client_id"))
				.tokenRequest("no-code");
			request.put("client_secret", secret(client));
			assertThat(new Http().postForm(rotated.url("/oauth2/token"), request).json()).containsEntry("error",
					"invalid_grant");
		}
	}

	@Test
	void registerWhenNoMethodIsNamedThenPublic() {
		SERVERS.forEach((name,
				server) -> assertThat(
						new Http().postJson(server.url("/oauth2/register"), ClientRequests.registration("")).json())
					.containsEntry("token_endpoint_auth_method", "none")
					.doesNotContainKeys("client_secret", "client_secret_expires_at"));
	}

	private static Map<String, Object> register(String name, String method) {
		return new Http()
			.postJson(SERVERS.get(name).url("/oauth2/register"),
					ClientRequests.registration(",\"token_endpoint_auth_method\":\"" + method + "\""))
			.json();
	}

	private static String secret(Map<String, Object> client) {
		return (String) client.get("client_secret");
	}

	private static Map<String, String> tokenRequest(String name, Map<String, Object> client) {
		String clientId = (String) client.get("client_id");
		Map<String, String> request;
		if (name.startsWith("facade")) {
			FacadeFlow flow = FacadeFlow.withClientId(clientId);
			request = flow.tokenRequest(flow.code(SERVERS.get(name)));
		}
		else {
			OAuthFlow flow = OAuthFlow.withClientId(SERVERS.get(name), clientId);
			request = flow.tokenRequest(flow.code());
		}
		request.remove("client_id");
		return request;
	}

	private static Map<String, String> refreshRequest(String refreshToken) {
		return new HashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
	}

	private static Reply send(String name, String way, String endpoint, Map<String, String> request,
			Map<String, Object> client, String secret) {
		String url = SERVERS.get(name).url("/oauth2/" + endpoint);
		String clientId = (String) client.get("client_id");
		if (way.equals("basic")) {
			String credentials = Base64.getEncoder()
				.encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
			return new Http().postForm(url, request, "Authorization", "Basic " + credentials);
		}
		Map<String, String> all = new HashMap<>(request);
		all.put("client_id", clientId);
		all.put("client_secret", secret);
		return new Http().postForm(url, all);
	}

}
