package io.github.mcpoauth.authorizationserver.forwardauth;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint that reverse proxies ask.
 */
class ForwardAuthTests {

	private static final String WEATHER = "https://weather.example.com/mcp";

	private static final String[] PROPERTIES = { "mcp.oauth.forward-auth.enabled=true",
			"mcp.oauth.resource.scopes=read", "mcp.oauth.scopes.write.description=Write",
			"mcp.oauth.server-registry.servers.weather.resource-url=" + WEATHER,
			"mcp.oauth.server-registry.servers.weather.scopes=weather:read,weather:write",
			"mcp.oauth.server-registry.servers.alerts.resource-url=" + WEATHER + "/alerts" };

	@RegisterExtension
	static final TestServer server = TestServer.start(PROPERTIES);

	@RegisterExtension
	static final TestServer trusting = TestServer.start(with("mcp.oauth.forward-auth.trust-forwarded-headers=true",
			"mcp.oauth.authorization-server.token-format=opaque"));

	private static String[] with(String... more) {
		return Stream.of(PROPERTIES, more).flatMap(Arrays::stream).toArray(String[]::new);
	}

	private final Http http = new Http();

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "HEAD" })
	void verifyWhenTokenIsGoodThenSaysWhoItIs(String method) {
		String token = token(server, server.url("/mcp"), "read");
		Reply reply = verify(server, method, "/verify", token);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("X-User-Id")).isEqualTo("alice");
		assertThat(reply.header("X-User-Name")).isEqualTo("alice");
		assertThat(reply.header("X-Auth-Token")).isEqualTo(token);
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.body()).isEmpty();
	}

	@Test
	void verifyWhenThereIsNoTokenThenChallengeForTheGuardedServer() {
		Reply own = this.http.get(server.url("/verify"));
		assertThat(own.status()).isEqualTo(401);
		assertThat(own.header("WWW-Authenticate")).isEqualTo("Bearer resource_metadata=\""
				+ server.url("/.well-known/oauth-protected-resource/mcp") + "\", scope=\"read\"");
		Reply other = this.http.get(server.url("/verify?resource=weather"));
		assertThat(other.header("WWW-Authenticate")).isEqualTo("Bearer resource_metadata=\""
				+ server.url("/prm/weather") + "\", scope=\"weather:read weather:write\"");
	}

	@Test
	void verifyWhenTokenIsBadThenInvalidToken() {
		Reply reply = verify(server, "GET", "/verify", "a.b.c");
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"", "resource_metadata=");
		assertThat(reply.header("X-User-Id")).isNull();
		assertThat(reply.header("X-Auth-Token")).isNull();
	}

	/** The server behind the proxy may take the other one. */
	@Tag("G14")
	@Test
	void verifyWhenThereAreTwoAuthorizationHeadersThen401() {
		String good = "Authorization: Bearer " + token(server, server.url("/mcp"), "read");
		for (String other : new String[] { "Authorization: Bearer a.b.c", good }) {
			Reply reply = RawHttp.send(server.port(), "GET /verify HTTP/1.1", "Host: localhost", good, other);
			assertThat(reply.status()).isEqualTo(401);
			assertThat(reply.header("X-User-Id")).isNull();
		}
	}

	/** A server must not be opened with what was given to another one. */
	@Tag("A1")
	@Test
	void verifyWhenTokenIsForAnotherResourceThenInvalidToken() {
		String own = token(server, server.url("/mcp"), "read");
		String weather = token(server, WEATHER, "weather:read");
		assertThat(verify(server, "GET", "/verify", weather).status()).isEqualTo(401);
		assertThat(verify(server, "GET", "/verify?resource=weather", own).status()).isEqualTo(401);
		assertThat(verify(server, "GET", "/verify?resource=alerts", weather).status()).isEqualTo(401);
		assertThat(verify(server, "GET", "/verify?resource=weather", weather).status()).isEqualTo(200);
		assertThat(verify(server, "GET", "/verify?resource=" + WEATHER, weather).status()).isEqualTo(200);
	}

	@Test
	void verifyWhenScopeIsMissingThen403WithTheScopes() {
		String token = token(server, WEATHER, "weather:read");
		assertThat(verify(server, "GET", "/verify?resource=weather&scope=weather:read", token).status()).isEqualTo(200);
		Reply reply = verify(server, "GET", "/verify?resource=weather&scope=weather:read%20weather:write", token);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).contains("error=\"insufficient_scope\"",
				"scope=\"weather:read weather:write\"");
		String without = token(server, server.url("/mcp"), "write");
		assertThat(verify(server, "GET", "/verify", without).status()).isEqualTo(403);
	}

	/** What clients write into the headers must not choose the audience. */
	@Tag("A1")
	@Test
	void verifyWhenForwardedUrlIsNotTrustedThenIgnored() {
		String weather = token(server, WEATHER, "weather:read");
		Reply reply = this.http.get(server.url("/verify"), "Authorization", "Bearer " + weather, "X-Original-URL",
				WEATHER, "X-Forwarded-Host", "weather.example.com", "X-Forwarded-Uri", "/mcp");
		assertThat(reply.status()).isEqualTo(401);
	}

	@Test
	void verifyWhenForwardedUrlIsTrustedThenTheTokenHasToBeForIt() {
		String weather = token(trusting, WEATHER, "weather:read");
		assertThat(weather).startsWith("mat_");
		for (String url : List.of(WEATHER, WEATHER + "/", WEATHER + "/tools?x=/alerts",
				"HTTPS://weather.example.com:443/mcp")) {
			assertThat(verify(trusting, "GET", "/verify", weather, "X-Original-URL", url).status()).as(url)
				.isEqualTo(200);
		}
		assertThat(verify(trusting, "GET", "/verify", weather, "X-Forwarded-Proto", "https", "X-Forwarded-Host",
				"weather.example.com", "X-Forwarded-Uri", "/mcp?x=y")
			.status()).isEqualTo(200);
		for (String url : List.of(WEATHER + "/alerts", WEATHER + "/alerts/7", trusting.url("/mcp"))) {
			assertThat(verify(trusting, "GET", "/verify", weather, "X-Original-URL", url).status()).as(url)
				.isEqualTo(401);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://weather.example.com/mcpx", "https://weather.example.com/other",
			"http://weather.example.com/mcp", "https://evil.example/mcp", "https://weather.example.com/mcp/../other",
			"https://weather.example.com/mcp/%2e%2e/other", "https://weather.example.com/mcp//alerts",
			"https://weather.example.com/mcp/x%2falerts", "https://weather.example.com/mcp;x/alerts",
			"https://a@weather.example.com/mcp", "wss://weather.example.com/mcp", "weather.example.com", "%" })
	void verifyWhenForwardedUrlIsOfNobodyThen400(String url) {
		String weather = token(trusting, WEATHER, "weather:read");
		Reply reply = verify(trusting, "GET", "/verify", weather, "X-Original-URL", url);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_target");
	}

	@Test
	void verifyWhenTheProxyNamesNothingKnownThen400() {
		String weather = token(trusting, WEATHER, "weather:read");
		for (String path : List.of("/verify?resource=nobody", "/verify?resource=weather&resource=alerts", "/verify")) {
			assertThat(verify(trusting, "GET", path, weather).status()).as(path).isEqualTo(400);
		}
	}

	@Tag("M1")
	@Test
	void verifyWhenTokenWasRevokedThen401AtOnce() {
		for (TestServer each : List.of(server, trusting)) {
			OAuthFlow flow = OAuthFlow.register(each);
			String token = (String) tokens(flow, WEATHER, "weather:read").get("access_token");
			assertThat(verify(each, "GET", "/verify?resource=weather", token).status()).isEqualTo(200);
			this.http.postForm(each.url("/oauth2/revoke"), Map.of("client_id", flow.clientId(), "token", token));
			assertThat(verify(each, "GET", "/verify?resource=weather", token).status()).isEqualTo(401);
		}
	}

	@Test
	void verifyWhenNameIsNotAsciiThenPercentEncoded() {
		try (TestServer own = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class, Users.class },
				"mcp.oauth.forward-auth.enabled=true", "mcp.oauth.forward-auth.path=/auth/check")) {
			OAuthFlow flow = OAuthFlow.register(own);
			flow.authorize(flow.request());
			Reply consent = flow.browser()
				.get(flow.browser().get(flow.login("zoë 100%", "wonderland").location()).location());
			String code = flow.decide(Jsoup.parse(consent.body()), "approve").redirectParameters().get("code");
			String token = (String) flow.token(flow.tokenRequest(code)).json().get("access_token");
			Reply reply = verify(own, "GET", "/auth/check", token);
			assertThat(reply.header("X-User-Id")).isEqualTo("zo%C3%AB%20100%25");
			assertThat(this.http.get(own.url("/verify")).header("WWW-Authenticate")).startsWith("Basic");
		}
	}

	@Test
	void startWhenNotEnabledThenThePathIsTheApplications() {
		try (TestServer plain = TestServer.start()) {
			assertThat(this.http.get(plain.url("/verify")).header("WWW-Authenticate")).startsWith("Basic");
		}
	}

	private String token(TestServer at, String resource, String scope) {
		return (String) tokens(OAuthFlow.register(at), resource, scope).get("access_token");
	}

	private static Map<String, Object> tokens(OAuthFlow flow, String resource, String scope) {
		Map<String, String> request = flow.request();
		request.put("resource", resource);
		request.put("scope", scope);
		Map<String, String> redeem = flow.tokenRequest(flow.code(request));
		redeem.put("resource", resource);
		return flow.token(redeem).json();
	}

	private Reply verify(TestServer at, String method, String path, String token, String... headers) {
		String[] all = Arrays.copyOf(headers, headers.length + 2);
		all[headers.length] = "Authorization";
		all[headers.length + 1] = "Bearer " + token;
		return this.http.send(method, at.url(path), null, all);
	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("zoë 100%").password("{noop}wonderland").roles("USER").build());
		}

	}

}
