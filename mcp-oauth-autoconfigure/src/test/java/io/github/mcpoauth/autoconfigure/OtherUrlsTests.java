package io.github.mcpoauth.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

import io.github.mcpoauth.resource.McpEndpointSecurityCustomizer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter never leaves another URL of the application less protected than it was: the
 * same requests, without and with it, without and with a chain of the application's own,
 * with Actuator.
 */
class OtherUrlsTests {

	private static final String ON = "mcp.oauth.enabled=true";

	private static final String OFF = "mcp.oauth.enabled=false";

	private static final String ISSUER = "mcp.oauth.upstream.issuer-uri=https://issuer.example";

	private static final String EXPOSE = "management.endpoints.web.exposure.include=health,env";

	private final Http http = new Http();

	@ParameterizedTest
	@ValueSource(strings = { OFF, ON, ISSUER })
	void pageWhenApplicationHasNoChainThenBootsDefaultProtectsIt(String property) {
		try (TestServer server = TestServer.start(property)) {
			assertThat(this.http.get(server.url("/page")).status()).isEqualTo(401);
			assertThat(this.http.get(server.url("/unknown")).status()).isEqualTo(401);
			assertThat(this.http.get(server.url("/page"), "Accept", "text/html").location()).endsWith("/login");
			assertThat(this.http.get(server.url("/page"), "Authorization", basic()).status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { OFF, ON, ISSUER })
	void actuatorWhenApplicationHasNoChainThenHealthIsOpenAndTheRestProtected(String property) {
		try (TestServer server = TestServer.start(property, EXPOSE)) {
			// The issuer does not exist, which is for everybody to see
			assertThat(this.http.get(server.url("/actuator/health")).status())
				.isEqualTo(property.equals(ISSUER) ? 503 : 200);
			assertThat(this.http.get(server.url("/actuator/health/liveness")).status()).isEqualTo(200);
			assertThat(this.http.get(server.url("/actuator/env")).status()).isEqualTo(401);
			assertThat(this.http.get(server.url("/actuator")).status()).isEqualTo(401);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { OFF, ON, ISSUER })
	void pageWhenApplicationHasAChainThenItsRulesStand(String property) {
		Class<?>[] sources = { TestApplication.class, OwnChain.class };
		try (TestServer server = TestServer.start(sources, property, EXPOSE)) {
			assertThat(this.http.get(server.url("/page")).status()).isEqualTo(403);
			assertThat(this.http.get(server.url("/page"), "Authorization", basic()).status()).isEqualTo(403);
			assertThat(this.http.get(server.url("/actuator/health")).status()).isEqualTo(403);
			assertThat(this.http.get(server.url("/open")).status()).isEqualTo(404);
		}
	}

	@Test
	void endpointWhenApplicationHasAChainThenOursStillProtectsIt() {
		Class<?>[] sources = { TestApplication.class, OwnChain.class };
		try (TestServer server = TestServer.start(sources)) {
			Reply reply = this.http.postJson(server.url("/mcp"), "{}");
			assertThat(reply.status()).isEqualTo(401);
			assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer resource_metadata=");
			OAuthFlow flow = OAuthFlow.register(server);
			assertThat(flow.callMcp((String) flow.tokens().get("access_token")).status()).isEqualTo(200);
		}
	}

	/** The container dispatches errors to a path that the application's rules deny. */
	@Test
	void errorOfEndpointWhenApplicationsChainDeniesEverythingThenArrives() {
		Class<?>[] sources = { TestApplication.class, ClosedChain.class };
		try (TestServer server = TestServer.start(sources)) {
			String token = "Bearer " + OAuthFlow.register(server).tokens().get("access_token");
			Reply failure = this.http.get(server.url("/mcp/failure"), "Authorization", token);
			assertThat(failure.status()).isEqualTo(500);
			assertThat(failure.json()).containsEntry("path", "/mcp/failure");
			assertThat(this.http.get(server.url("/mcp/unknown"), "Authorization", token).status()).isEqualTo(404);
			assertThat(this.http.get(server.url("/error"), "Authorization", token).status()).isEqualTo(403);
		}
	}

	/** A customizer is no chain, so Spring Boot's default one stays. */
	@Test
	void pageWhenApplicationCustomizesTheEndpointThenStillProtected() {
		Class<?>[] sources = { TestApplication.class, Customized.class };
		try (TestServer server = TestServer.start(sources)) {
			assertThat(this.http.get(server.url("/page")).status()).isEqualTo(401);
			assertThat(this.http.postJson(server.url("/mcp"), "{}").header("X-Customized")).isEqualTo("yes");
			assertThat(this.http.get(server.url("/page")).header("X-Customized")).isNull();
		}
	}

	@Test
	void pageWhenCalledWithAnAccessTokenThenTheTokenOpensNothing() {
		try (TestServer server = TestServer.start()) {
			String token = (String) OAuthFlow.register(server).tokens().get("access_token");
			Reply reply = this.http.get(server.url("/page"), "Authorization", "Bearer " + token);
			assertThat(reply.status()).isEqualTo(401);
		}
	}

	@Test
	void endpointWhenSwitchedOffThenNothingOfOursIsThere() {
		try (TestServer server = TestServer.start(OFF)) {
			assertThat(this.http.postJson(server.url("/mcp"), "{}").header("WWW-Authenticate")).startsWith("Basic");
			assertThat(this.http.get(server.url("/.well-known/oauth-protected-resource")).status()).isEqualTo(401);
			assertThat(this.http.get(server.url("/oauth2/login")).status()).isEqualTo(401);
		}
	}

	@Test
	void pathsOfTheAuthorizationServerWhenNotOursThenLeftToTheApplication() {
		try (TestServer server = TestServer.start()) {
			assertThat(this.http.get(server.url("/oauth2/authorization/github")).status()).isEqualTo(401);
			assertThat(this.http.postForm(server.url("/oauth2/introspect"), Map.of()).status()).isIn(401, 403);
			assertThat(this.http.get(server.url("/.well-known/security.txt")).status()).isEqualTo(401);
		}
	}

	private static String basic() {
		return "Basic YWxpY2U6d29uZGVybGFuZA==";
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnChain {

		@Bean
		SecurityFilterChain applicationSecurityFilterChain(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/open", "/error").permitAll().anyRequest().denyAll())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		@Bean
		McpEndpointSecurityCustomizer customizer() {
			return (http) -> http
				.headers((headers) -> headers.addHeaderWriter(new StaticHeadersWriter("X-Customized", "yes")));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClosedChain {

		@Bean
		SecurityFilterChain closedSecurityFilterChain(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().denyAll()).build();
		}

	}

}
