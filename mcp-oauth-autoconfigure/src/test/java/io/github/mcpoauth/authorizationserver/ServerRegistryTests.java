package io.github.mcpoauth.authorizationserver;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.registry.McpServer;
import io.github.mcpoauth.authorizationserver.registry.McpServers;
import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * MCP servers elsewhere that get their tokens here (RFC 8707, RFC 9728).
 */
class ServerRegistryTests {

	private static final String ADMIN_KEY = "an-admin-key-of-the-tests-with-32-or-more";

	private static final String WEATHER = "https://weather.example.com/mcp";

	/** The key is "weather-key". */
	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, OwnServers.class },
			"mcp.oauth.resource.scopes=read", "mcp.oauth.server-registry.admin-key=" + ADMIN_KEY,
			"mcp.oauth.server-registry.servers.weather.resource-url=" + WEATHER,
			"mcp.oauth.server-registry.servers.weather.name=Weather",
			"mcp.oauth.server-registry.servers.weather.scopes=weather:read",
			"mcp.oauth.server-registry.servers.weather.api-key-sha256="
					+ "595c2a874aad6857ba50500974629965c5411fcad3416a55ee9090cdae38dc30");

	private final Http http = new Http();

	@Test
	void loginWhenResourceIsAnotherServersThenTokenIsForItAlone() throws Exception {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, Object> tokens = tokens(flow, WEATHER, null);
		assertThat(tokens).containsEntry("scope", "weather:read");
		String token = (String) tokens.get("access_token");
		assertThat(SignedJWT.parse(token).getJWTClaimsSet().getAudience()).containsExactly(WEATHER);
		assertThat(flow.callMcp(token).status()).isEqualTo(401);
		Map<String, String> refresh = flow.refreshRequest((String) tokens.get("refresh_token"));
		refresh.put("resource", WEATHER);
		Map<String, Object> refreshed = flow.token(refresh).json();
		assertThat(SignedJWT.parse((String) refreshed.get("access_token")).getJWTClaimsSet().getAudience())
			.containsExactly(WEATHER);
		refresh.put("refresh_token", (String) refreshed.get("refresh_token"));
		refresh.put("resource", server.url("/mcp"));
		assertThat(flow.token(refresh).json()).containsEntry("error", "invalid_target");
	}

	@Test
	void consentWhenResourceIsAnotherServersThenThePageNamesItAndItsScopes() {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, String> request = flow.request();
		request.put("resource", WEATHER);
		request.put("scope", "weather:read");
		assertThat(flow.consentPage(request).text()).contains("Weather", "weather.example.com", "weather:read")
			.doesNotContain("read read");
	}

	/** Scopes mean what they say at their own resource only. */
	@Test
	void authorizeWhenScopeIsAnotherResourcesThenInvalidScope() {
		for (Map.Entry<String, String> wrong : Map.of(WEATHER, "read", server.url("/mcp"), "weather:read").entrySet()) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, String> request = flow.request();
			request.put("resource", wrong.getKey());
			request.put("scope", wrong.getValue());
			assertThat(flow.authorize(request).redirectParameters()).containsEntry("error", "invalid_scope");
		}
	}

	@Test
	void authorizeWhenResourceIsNobodysThenInvalidTarget() {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, String> request = flow.request();
		request.put("resource", "https://weather.example.com/other");
		Map<String, String> answer = flow.authorize(request).redirectParameters();
		assertThat(answer).containsEntry("error", "invalid_target");
		assertThat(answer.get("error_description")).doesNotContain("weather");
	}

	@Test
	void metadataWhenThereAreServersThenTheirScopesAreSupported() {
		assertThat((List<?>) this.http.get(server.url("/.well-known/oauth-authorization-server"))
			.json()
			.get("scopes_supported")).asList().contains("read", "weather:read", "tickets:write");
	}

	@Test
	void hostedMetadataWhenReadThenDescribesTheServer() {
		Reply reply = this.http.get(server.url("/prm/weather"), "Origin", "https://app.example");
		assertThat(reply.json()).isEqualTo(Map.of("resource", WEATHER, "authorization_servers", List.of(server.url("")),
				"scopes_supported", List.of("weather:read"), "bearer_methods_supported", List.of("header"),
				"resource_name", "Weather"));
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(reply.header("Cache-Control")).isEqualTo("public, max-age=3600");
		assertThat(this.http.get(server.url("/prm/nobody")).status()).isEqualTo(404);
	}

	@Test
	void introspectWhenTokenIsForTheServerThenAllThatIsKnown() {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, Object> tokens = tokens(flow, WEATHER, null);
		Reply reply = introspect("weather-key", (String) tokens.get("access_token"));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json()).containsEntry("active", true)
			.containsEntry("sub", "alice")
			.containsEntry("username", "alice")
			.containsEntry("scope", "weather:read")
			.containsEntry("aud", List.of(WEATHER))
			.containsEntry("client_id", flow.clientId())
			.containsEntry("token_type", "Bearer");
		assertThat(introspect("weather-key", (String) tokens.get("refresh_token")).json())
			.isEqualTo(Map.of("active", false));
		assertThat(introspect("another-key", (String) tokens.get("access_token")).status()).isEqualTo(401);
	}

	/** What was given to another server is nothing to this one. */
	@Tag("A1")
	@Test
	void introspectWhenTokenIsForAnotherServerThenInactive() {
		String own = (String) OAuthFlow.register(server).tokens().get("access_token");
		assertThat(introspect("weather-key", own).json()).isEqualTo(Map.of("active", false));
	}

	@Test
	void addWhenAdminThenServerIsUsedAtOnceUntilItIsRemoved() {
		Reply added = add("""
				{"name":"Notes","resource_url":"https://notes.example.com/mcp","scopes":["notes:read"]}""");
		assertThat(added.status()).isEqualTo(201);
		assertThat(added.header("Cache-Control")).contains("no-store");
		String id = (String) added.json().get("server_id");
		String apiKey = (String) added.json().get("api_key");
		assertThat(id).startsWith("srv_");
		assertThat(apiKey).startsWith("sak_").hasSizeGreaterThan(40);
		assertThat(added.json()).containsEntry("name", "Notes")
			.containsEntry("resource_url", "https://notes.example.com/mcp")
			.containsEntry("scopes", List.of("notes:read"))
			.containsEntry("prm_url", server.url("/prm/" + id));
		assertThat(added.header("Location")).isEqualTo(server.url("/api/servers/" + id));
		assertThat(this.http.get((String) added.json().get("prm_url")).json()).containsEntry("resource",
				"https://notes.example.com/mcp");
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, Object> tokens = tokens(flow, "https://notes.example.com/mcp", "notes:read");
		assertThat(introspect(apiKey, (String) tokens.get("access_token")).json()).containsEntry("active", true);
		assertThat(admin("GET", "/api/servers/" + id).json()).doesNotContainKey("api_key")
			.containsEntry("name", "Notes");
		assertThat(admin("GET", "/api/servers").body()).contains(id, "\"weather\"", "\"tickets\"")
			.doesNotContain("sak_", apiKey);

		assertThat(admin("DELETE", "/api/servers/" + id).status()).isEqualTo(204);
		assertThat(admin("DELETE", "/api/servers/" + id).status()).isEqualTo(404);
		assertThat(admin("GET", "/api/servers/" + id).status()).isEqualTo(404);
		assertThat(this.http.get(server.url("/prm/" + id)).status()).isEqualTo(404);
		assertThat(introspect(apiKey, (String) tokens.get("access_token")).status()).isEqualTo(401);
		Map<String, String> refresh = flow.refreshRequest((String) tokens.get("refresh_token"));
		refresh.remove("resource");
		assertThat(flow.token(refresh).json()).containsEntry("error", "invalid_target");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{}", "{\"resource_url\":7}", "{\"resource_url\":\"notes\"}",
			"{\"resource_url\":\"http://notes.example.com/mcp\"}",
			"{\"resource_url\":\"https://notes.example.com/mcp#x\"}",
			"{\"resource_url\":\"https://user@notes.example.com/mcp\"}",
			"{\"resource_url\":\"https://n.example\",\"name\":\"\"}",
			"{\"resource_url\":\"https://n.example\",\"scopes\":\"a\"}",
			"{\"resource_url\":\"https://n.example\",\"scopes\":[\"a b\"]}",
			"{\"resource_url\":\"https://n.example\",\"scopes\":[\"openid\"]}",
			"{\"resource_url\":\"https://n.example\",\"scopes\":[null]}" })
	void addWhenSomethingIsWrongThen400(String body) {
		Reply reply = add(body);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_request").containsKey("error_description");
	}

	@Test
	void addWhenTheUrlIsTakenThen409() {
		for (String url : List.of(WEATHER, server.url("/mcp"), "https://tickets.example.com")) {
			assertThat(add("{\"resource_url\":\"" + url + "\"}").status()).as(url).isEqualTo(409);
		}
		assertThat(add("{\"resource_url\":\"https://once.example.com\"}").status()).isEqualTo(201);
		assertThat(add("{\"resource_url\":\"HTTPS://once.example.com:443/\"}").status()).isEqualTo(409);
	}

	@Test
	void removeWhenServerIsConfiguredThen409() {
		assertThat(admin("DELETE", "/api/servers/weather").status()).isEqualTo(409);
		assertThat(admin("GET", "/api/servers/weather").status()).isEqualTo(200);
	}

	@Test
	void administerWhenKeyIsMissingOrWrongThen401AndNothingHappens() {
		Reply without = this.http.get(server.url("/api/servers"));
		assertThat(without.status()).isEqualTo(401);
		assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"servers\"");
		for (String method : List.of("GET", "POST")) {
			Reply wrong = this.http.send(method, server.url("/api/servers"),
					"{\"resource_url\":\"https://evil.example\"}", "Authorization", "Bearer " + ADMIN_KEY + "x");
			assertThat(wrong.status()).isEqualTo(401);
			assertThat(wrong.header("WWW-Authenticate")).contains("invalid_token");
		}
		assertThat(admin("GET", "/api/servers").body()).doesNotContain("evil");
		assertThat(admin("PUT", "/api/servers").status()).isEqualTo(405);
	}

	@Test
	void startWhenNothingIsConfiguredThenPathsAreTheApplications() {
		try (TestServer plain = TestServer.start()) {
			for (String path : List.of("/api/servers", "/prm/weather")) {
				Reply reply = this.http.get(plain.url(path), "Authorization", "Bearer " + ADMIN_KEY);
				assertThat(reply.header("WWW-Authenticate")).as(path).startsWith("Basic");
			}
		}
	}

	private static Map<String, Object> tokens(OAuthFlow flow, String resource, String scope) {
		Map<String, String> request = flow.request();
		request.put("resource", resource);
		request.remove("scope");
		if (scope != null) {
			request.put("scope", scope);
		}
		Map<String, String> redeem = flow.tokenRequest(flow.code(request));
		redeem.put("resource", resource);
		return flow.token(redeem).json();
	}

	private Reply introspect(String apiKey, String token) {
		return this.http.postForm(server.url("/oauth2/introspect"), Map.of("token", token), "Authorization",
				"Bearer " + apiKey);
	}

	private Reply add(String body) {
		return this.http.postJson(server.url("/api/servers"), body, "Authorization", "Bearer " + ADMIN_KEY);
	}

	private Reply admin(String method, String path) {
		return this.http.send(method, server.url(path), null, "Authorization", "Bearer " + ADMIN_KEY);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnServers {

		@Bean
		McpServers ownServers() {
			McpServer tickets = new McpServer("tickets", "Tickets",
					ResourceIdentifier.of("https://tickets.example.com"), Set.of("tickets:write"), null);
			return () -> List.of(tickets);
		}

	}

}
