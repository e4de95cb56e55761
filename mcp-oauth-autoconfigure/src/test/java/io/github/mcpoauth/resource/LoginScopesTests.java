package io.github.mcpoauth.resource;

import java.util.Map;

import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.mcpoauth.support.EchoApplication;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scopes that are asked for at login and not needed by every request, for clients that
 * don't step up (MCP authorization, scope selection strategy).
 */
class LoginScopesTests {

	private static final String[] PROPERTIES = { "mcp.oauth.resource.scopes=mcp:connect",
			"mcp.oauth.resource.login-scopes=weather:read", "mcp.oauth.tools.get_weather=weather:read",
			"mcp.oauth.tools.set_weather=weather:write" };

	private final Http http = new Http();

	@Test
	void challengeWhenThereIsNoTokenOrABadOneThenNamesThemToo() {
		try (TestServer server = TestServer.start(PROPERTIES)) {
			assertThat(this.http.postJson(server.url("/mcp"), "{}").header("WWW-Authenticate"))
				.contains("scope=\"mcp:connect weather:read\"")
				.doesNotContain("error");
			assertThat(this.http.postJson(server.url("/mcp"), "{}", "Authorization", "Bearer bad")
				.header("WWW-Authenticate")).contains("scope=\"mcp:connect weather:read\"", "invalid_token");
		}
	}

	/** A 403 asks for what the operation needs, and the metadata for the minimum. */
	@Test
	void loginWhenClientAsksForLessThenItsTokenIsGoodForWhatThatAllows() {
		try (TestServer server = TestServer.start(new Class<?>[] { EchoApplication.class }, PROPERTIES)) {
			assertThat(this.http.get(server.url("/.well-known/oauth-protected-resource/mcp")).json())
				.hasEntrySatisfying("scopes_supported",
						(scopes) -> assertThat(scopes).asString().isEqualTo("[mcp:connect]"));
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, String> request = flow.request();
			request.put("scope", "mcp:connect");
			String token = (String) flow.token(flow.tokenRequest(flow.code(request))).json().get("access_token");
			assertThat(call(server, token, "get_time").status()).isEqualTo(200);
			assertThat(call(server, token, "set_weather").header("WWW-Authenticate"))
				.contains("scope=\"mcp:connect weather:write\"");
		}
	}

	/** RFC 6749 section 3.3: the default of the server. */
	@Test
	void loginWhenClientAsksForNoneThenItGetsThem() {
		try (TestServer server = TestServer.start(PROPERTIES)) {
			assertThat(OAuthFlow.register(server).tokens()).containsEntry("scope", "mcp:connect weather:read");
		}
	}

	@Test
	void loginWhenClientOfTheFacadeAsksForNoneThenItGetsThem() {
		try (FacadeServer facade = FacadeServer.start("mcp.oauth.resource.login-scopes=extra")) {
			FacadeFlow flow = FacadeFlow.register(facade.server());
			Element page = flow.consentPage(facade.server(), flow.request());
			assertThat(page.select("input[name=scope]").eachAttr("value")).containsExactly("mcp:connect", "extra");
		}
	}

	@Test
	void challengeWhenEndpointIsOpenThenNamesWhatTheMessageNeedsAndThese() {
		try (TestServer server = TestServer.start(new Class<?>[] { EchoApplication.class },
				"mcp.oauth.resource.access=open", "mcp.oauth.resource.scopes=mcp:connect",
				"mcp.oauth.resource.login-scopes=weather:read", "mcp.oauth.tools.set_weather=weather:write")) {
			assertThat(call(server, null, "set_weather").header("WWW-Authenticate"))
				.contains("scope=\"mcp:connect weather:write weather:read\"");
		}
	}

	@Test
	void challengeWhenThereAreSeveralResourcesThenEachHasItsOwn() {
		try (TestServer server = TestServer.start("mcp.oauth.resources.weather.path=/mcp",
				"mcp.oauth.resources.weather.scopes=mcp:connect",
				"mcp.oauth.resources.weather.login-scopes=weather:read", "mcp.oauth.resources.admin.path=/mcp/admin",
				"mcp.oauth.resources.admin.login-scopes=mcp:admin")) {
			assertThat(this.http.postJson(server.url("/mcp"), "{}").header("WWW-Authenticate"))
				.contains("scope=\"mcp:connect weather:read\"");
			assertThat(this.http.postJson(server.url("/mcp/admin"), "{}").header("WWW-Authenticate"))
				.contains("scope=\"mcp:admin\"");
			assertThat(this.http.get(server.url("/.well-known/oauth-authorization-server")).body())
				.contains("mcp:connect", "weather:read", "mcp:admin");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "mcp.oauth.resource.login-scopes", "mcp.oauth.resources.other.login-scopes" })
	void startWhenScopeIsNoneThenItsPropertyIsNamed(String property) {
		new WebApplicationContextRunner().withUserConfiguration(TestApplication.class)
			.withPropertyValues(property + "=a\"b", "mcp.oauth.resources.other.path=/other")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(property + " has the value 'a\"b'"));
	}

	private Reply call(TestServer server, String token, String tool) {
		return this.http.postJson(server.url("/mcp"), EchoApplication.call(tool),
				(token != null) ? new String[] { "Authorization", "Bearer " + token } : new String[0]);
	}

}
