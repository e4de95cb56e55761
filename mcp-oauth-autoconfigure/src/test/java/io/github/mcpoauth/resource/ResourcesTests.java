package io.github.mcpoauth.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Several MCP endpoints in one application. A token for one of them is none for another
 * (RFC 8707 section 2), whoever issued it.
 */
class ResourcesTests {

	private static final String BASE_URL = "http://localhost:9999";

	private static final String PUBLIC = BASE_URL + "/mcp";

	private static final String ADMIN = BASE_URL + "/mcp/admin";

	private static final String[] RESOURCES = { "mcp.oauth.resources.everybody.path=/mcp",
			"mcp.oauth.resources.everybody.name=Weather", "mcp.oauth.resources.everybody.scopes=mcp:connect",
			"mcp.oauth.resources.admin.path=/mcp/admin", "mcp.oauth.resources.admin.name=Weather makers",
			"mcp.oauth.resources.admin.scopes=mcp:admin" };

	@RegisterExtension
	static final TestProvider provider = new TestProvider(ADMIN);

	@RegisterExtension
	static final TestProvider partner = new TestProvider(ADMIN);

	@Checklist({ "A4", "A5" })
	@Test
	void metadataWhenThereAreSeveralThenEachHasItsOwn() {
		try (TestServer server = start("mcp.oauth.upstream.issuer-uri=" + provider.issuer())) {
			assertThat(document(server, "/mcp")).containsEntry("resource", PUBLIC)
				.containsEntry("resource_name", "Weather")
				.containsEntry("scopes_supported", List.of("mcp:connect"));
			assertThat(document(server, "/mcp/admin")).containsEntry("resource", ADMIN)
				.containsEntry("resource_name", "Weather makers")
				.containsEntry("scopes_supported", List.of("mcp:admin"));
			assertThat(document(server, "")).containsEntry("resource", PUBLIC);
			assertThat(new Http().get(server.url("/.well-known/oauth-protected-resource/other")).status())
				.isEqualTo(404);
		}
	}

	@Test
	void callWhenThereAreSeveralThenEachChallengesForItself() {
		try (TestServer server = start("mcp.oauth.upstream.issuer-uri=" + provider.issuer())) {
			assertThat(call(server, "/mcp", null).header("WWW-Authenticate"))
				.contains("/.well-known/oauth-protected-resource/mcp\"", "scope=\"mcp:connect\"");
			assertThat(call(server, "/mcp/admin", null).header("WWW-Authenticate"))
				.contains("/.well-known/oauth-protected-resource/mcp/admin\"", "scope=\"mcp:admin\"");
			assertThat(call(server, "/mcp/admin/more", null).header("WWW-Authenticate"))
				.contains("scope=\"mcp:admin\"");
		}
	}

	@Checklist("A11")
	@Test
	void callWhenTokenIsForOneThenItIsNoneForAnother() {
		try (TestServer server = start("mcp.oauth.upstream.issuer-uri=" + provider.issuer())) {
			String token = provider.tokens().with((claims) -> claims.claim("scope", "mcp:admin mcp:connect"));
			assertThat(call(server, "/mcp/admin", token).json()).containsEntry("endpoint", "admin");
			assertThat(call(server, "/mcp", token).status()).isEqualTo(401);
			assertThat(call(server, "/mcp/admin", token).status()).isEqualTo(200);
			assertThat(call(server, "/mcp/admin", provider.tokens().valid()).header("WWW-Authenticate"))
				.contains("insufficient_scope", "mcp:admin", "/mcp/admin\"");
		}
	}

	/** As an application does that asks the bean. */
	@Test
	void verifyWhenResourceIsNotNamedThenTheFirst() {
		try (TestServer server = start("mcp.oauth.upstream.issuer-uri=" + provider.issuer())) {
			AccessTokenVerifier verifier = server.bean(AccessTokenVerifier.class);
			assertThat(verifier.verify(new BearerTokenAuthenticationToken(scoped(provider, PUBLIC))).getName())
				.isEqualTo("alice");
			assertThatExceptionOfType(OAuth2AuthenticationException.class)
				.isThrownBy(() -> verifier.verify(new BearerTokenAuthenticationToken(scoped(provider, ADMIN))));
		}
	}

	@Test
	void callWhenResourceNamesItsIssuersThenNoOthersAreAccepted() {
		try (TestServer server = start("mcp.oauth.upstream.issuer-uri=" + provider.issuer(),
				"mcp.oauth.issuers.partner.issuer-uri=" + partner.issuer(),
				"mcp.oauth.resources.everybody.issuers=main", "mcp.oauth.resources.admin.issuers=partner")) {
			assertThat(document(server, "/mcp")).containsEntry("authorization_servers", List.of(provider.issuer()));
			assertThat(document(server, "/mcp/admin")).containsEntry("authorization_servers",
					List.of(partner.issuer()));
			assertThat(call(server, "/mcp/admin", scoped(partner, ADMIN)).status()).isEqualTo(200);
			assertThat(call(server, "/mcp/admin", scoped(provider, ADMIN)).status()).isEqualTo(401);
			assertThat(call(server, "/mcp", scoped(provider, PUBLIC)).status()).isEqualTo(200);
			assertThat(call(server, "/mcp", scoped(partner, PUBLIC)).status()).isEqualTo(401);
		}
	}

	@Test
	void callWhenOneIsOpenThenTheOtherIsNot() {
		try (TestServer server = start("mcp.oauth.upstream.issuer-uri=" + provider.issuer(),
				"mcp.oauth.resources.everybody.access=open",
				"mcp.oauth.resources.everybody.allowed-origins=https://app.example.com")) {
			assertThat(call(server, "/mcp", null).status()).isEqualTo(200);
			assertThat(call(server, "/mcp/admin", null).status()).isEqualTo(401);
			String[] origin = { "Origin", "https://app.example.com" };
			assertThat(new Http().postJson(server.url("/mcp"), "{}", origin).status()).isEqualTo(200);
			assertThat(new Http().postJson(server.url("/mcp/admin"), "{}", origin).status()).isEqualTo(403);
		}
	}

	@Test
	void loginWhenServerIssuesTokensThenTheyAreForTheResourceOfTheRequest() {
		try (TestServer server = startAuthorizationServer()) {
			assertThat(usable(server, ownTokens(server, server.url("/mcp/admin")))).containsExactly(401, 200);
			assertThat(usable(server, ownTokens(server, server.url("/mcp")))).containsExactly(200, 401);
			assertThat(usable(server, ownTokens(server, null))).containsExactly(200, 401);
		}
	}

	@Test
	void refreshWhenServerIssuesTokensThenForTheSameResourceOnly() {
		try (TestServer server = startAuthorizationServer()) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, String> request = flow.request();
			request.put("resource", server.url("/mcp/admin"));
			Map<String, Object> tokens = redeem(flow, request);
			Map<String, String> refresh = flow.refreshRequest((String) tokens.get("refresh_token"));
			refresh.put("resource", server.url("/mcp"));
			Reply refused = flow.token(refresh);
			assertThat(refused.status()).isEqualTo(400);
			assertThat(refused.json()).containsEntry("error", "invalid_target");
		}
	}

	@Test
	void refreshWhenResourceIsNotNamedThenTheGrantedOne() {
		try (TestServer server = startAuthorizationServer()) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, String> request = flow.request();
			request.put("resource", server.url("/mcp/admin"));
			Map<String, String> refresh = flow.refreshRequest((String) redeem(flow, request).get("refresh_token"));
			refresh.remove("resource");
			assertThat(usable(server, flow.token(refresh).json())).containsExactly(401, 200);
		}
	}

	@Test
	void loginWhenProviderIssuesTokensThenItIsAskedForTheResourceOfTheRequest() {
		try (TestProvider own = new TestProvider(ADMIN); TestServer server = startFacade(own)) {
			own.answerToken(Map.of("access_token", scoped(own, ADMIN), "token_type", "Bearer", "refresh_token",
					"a-refresh-token"));
			FacadeFlow flow = FacadeFlow.register(server);
			Map<String, String> request = flow.request();
			request.put("resource", ADMIN);
			assertThat(flow.consentPage(server, request).text()).contains("Weather makers", ADMIN);
			Reply toProvider = flow.approve(server, request);
			assertThat(toProvider.redirectParameters()).containsEntry("resource", ADMIN)
				.hasEntrySatisfying("scope", (scope) -> assertThat(scope.split(" ")).contains("mcp:admin"));
			String code = flow.callback(server, toProvider).redirectParameters().get("code");
			Map<String, String> redemption = flow.tokenRequest(code);
			redemption.put("resource", PUBLIC);
			assertThat(flow.token(server, redemption).json()).containsEntry("error", "invalid_target");
			redemption.put("resource", ADMIN);
			Map<String, Object> tokens = flow.token(server, redemption).json();
			assertThat(usable(server, tokens)).containsExactly(401, 200);
			Map<String, String> refresh = flow.refreshRequest((String) tokens.get("refresh_token"));
			refresh.put("resource", PUBLIC);
			assertThat(flow.token(server, refresh).json()).containsEntry("error", "invalid_target");
			refresh.remove("resource");
			assertThat(flow.token(server, refresh).status()).isEqualTo(200);
			assertThat(own.posted("token")).hasSize(2)
				.allSatisfy(
						(form) -> assertThat(form).contains("resource=http%3A%2F%2Flocalhost%3A9999%2Fmcp%2Fadmin"));
		}
	}

	/** A token that is good for the other endpoint only is of no use to who asked. */
	@Test
	void loginWhenProviderIssuesTokenForTheOtherResourceThenRefused() {
		try (TestProvider own = new TestProvider(ADMIN); TestServer server = startFacade(own)) {
			own.answerToken(Map.of("access_token", scoped(own, ADMIN), "token_type", "Bearer"));
			FacadeFlow flow = FacadeFlow.register(server);
			Reply reply = flow.token(server, flow.tokenRequest(flow.code(server)));
			assertThat(reply.status()).isEqualTo(502);
			assertThat(reply.json()).containsEntry("error", "server_error");
		}
	}

	@ParameterizedTest
	@CsvSource({ "mcp.oauth.resources.admin.path=/mcp, mcp.oauth.resources.admin.path",
			"mcp.oauth.resources.admin.path=mcp, mcp.oauth.resources.admin.path",
			"mcp.oauth.resources.admin.issuers=nobody, mcp.oauth.resources.admin.issuers",
			"mcp.oauth.resources.admin.scopes=a\"b, mcp.oauth.resources.admin.scopes",
			"mcp.oauth.resources.admin.allowed-origins=x, mcp.oauth.resources.admin.allowed-origins",
			"mcp.oauth.resource.scopes=mcp:connect, mcp.oauth.resource.scopes",
			"mcp.oauth.resource.path=/other, mcp.oauth.resource.path",
			"mcp.oauth.resource.name=a, mcp.oauth.resource.name",
			"mcp.oauth.resource.access=open, mcp.oauth.resource.access",
			"mcp.oauth.resource.login-scopes=a, mcp.oauth.resource.login-scopes",
			"mcp.oauth.resource.audiences=a, mcp.oauth.resource.audiences",
			"mcp.oauth.resource.accept-tokens-for-other-resources=true, mcp.oauth.resource.accept-tokens-for-other-resources",
			"mcp.oauth.resource.allowed-origins=https://a.example, mcp.oauth.resource.allowed-origins",
			"mcp.oauth.resource.issuers=main, mcp.oauth.resource.issuers" })
	void startWhenResourceIsWrongThenItsPropertyIsNamed(String property, String named) {
		new WebApplicationContextRunner().withUserConfiguration(TwoEndpoints.class)
			.withPropertyValues(RESOURCES)
			.withPropertyValues("mcp.oauth.upstream.issuer-uri=https://idp.example.com", property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(named + " has the value"));
	}

	@Test
	void startWhenResourceHasNoPathThenItsPropertyIsNamed() {
		new WebApplicationContextRunner().withUserConfiguration(TwoEndpoints.class)
			.withPropertyValues(RESOURCES)
			.withPropertyValues("mcp.oauth.resources.third.scopes=mcp:connect")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.resources.third.path is not set"));
	}

	/** How a profile takes back what is set without it. */
	@Test
	void startWhenNameAndScopesOfTheOnlyResourceAreEmptyThenAccepted() {
		new WebApplicationContextRunner().withUserConfiguration(TwoEndpoints.class)
			.withPropertyValues(RESOURCES)
			.withPropertyValues("mcp.oauth.resource.name=", "mcp.oauth.resource.scopes=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static Map<String, Object> ownTokens(TestServer server, String resource) {
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, String> request = flow.request();
		request.remove("resource");
		if (resource != null) {
			request.put("resource", resource);
		}
		return redeem(flow, request);
	}

	/** As a client that names the resource only once. */
	private static Map<String, Object> redeem(OAuthFlow flow, Map<String, String> request) {
		Map<String, String> redemption = flow.tokenRequest(flow.code(request));
		redemption.remove("resource");
		return flow.token(redemption).json();
	}

	/** The statuses that the two endpoints answer. */
	private static List<Integer> usable(TestServer server, Map<String, Object> tokens) {
		Object token = tokens.get("access_token");
		return List.of(call(server, "/mcp", token).status(), call(server, "/mcp/admin", token).status());
	}

	private static String scoped(TestProvider issuer, String audience) {
		return issuer.tokens().with((claims) -> claims.audience(audience).claim("scope", "mcp:connect mcp:admin"));
	}

	private static Map<String, Object> document(TestServer server, String path) {
		return new Http().get(server.url("/.well-known/oauth-protected-resource" + path)).json();
	}

	private static Reply call(TestServer server, String path, Object token) {
		return (token != null) ? new Http().postJson(server.url(path), "{}", "Authorization", "Bearer " + token)
				: new Http().postJson(server.url(path), "{}");
	}

	private static TestServer startFacade(TestProvider provider) {
		return start("mcp.oauth.upstream.issuer-uri=" + provider.issuer(), "mcp.oauth.upstream.client-id=the-facade",
				"mcp.oauth.upstream.client-secret=a-secret-of-the-facade",
				"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters");
	}

	private static TestServer start(String... more) {
		return startAuthorizationServer(
				Stream.concat(Stream.of("mcp.oauth.base-url=" + BASE_URL), Arrays.stream(more)).toArray(String[]::new));
	}

	/** On this machine only, so that the login can be followed. */
	private static TestServer startAuthorizationServer(String... more) {
		return TestServer.start(new Class<?>[] { TwoEndpoints.class },
				Stream.concat(Arrays.stream(RESOURCES), Arrays.stream(more)).toArray(String[]::new));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class TwoEndpoints {

		@PostMapping("/mcp")
		Map<String, String> everybody() {
			return Map.of("endpoint", "everybody");
		}

		@PostMapping("/mcp/admin")
		Map<String, String> admin() {
			return Map.of("endpoint", "admin");
		}

	}

}
