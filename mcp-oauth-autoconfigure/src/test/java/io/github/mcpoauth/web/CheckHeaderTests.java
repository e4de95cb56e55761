package io.github.mcpoauth.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which check refused, for developers and nobody else.
 */
class CheckHeaderTests {

	private static final String PUBLIC = "mcp.oauth.base-url=http://mcp.example.com";

	private static final String CONFIDENTIAL = ",\"token_endpoint_auth_method\":\"client_secret_post\"";

	private static final String HTTP = "mcp.oauth.allow-http=true";

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.rate-limits.enabled=false");

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start("mcp.oauth.rate-limits.enabled=false");

	private final Http http = new Http();

	private static String check(Reply reply) {
		return reply.header(CheckHeader.NAME);
	}

	private static Map<String, String> with(Map<String, String> request, String name, String value) {
		Map<String, String> changed = new HashMap<>(request);
		changed.put(name, value);
		return changed;
	}

	@ParameterizedTest
	@CsvSource({ "client_id, unknown, client", "client_id, https://localhost/nothing, client_document",
			"redirect_uri, https://evil.example/cb, redirect_uri", "response_type, token, response_type",
			"code_challenge_method, plain, pkce", "resource, https://other.example/mcp, resource" })
	void authorizeWhenRefusedThenThePageOrTheRedirectNamesTheCheck(String name, String value, String expected) {
		OAuthFlow flow = OAuthFlow.register(server);
		flow.login();
		assertThat(check(flow.authorize(with(flow.request(), name, value)))).isEqualTo(expected);
		FacadeFlow relayed = FacadeFlow.register(facade.server());
		assertThat(check(relayed.authorize(facade.server(), with(relayed.request(), name, value)))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "grant_type, password, grant_type", "client_id, unknown, client",
			"client_secret, wrong, client_authentication", "code, unknown, code",
			"code_verifier, another-verifier-of-more-than-forty-three-characters, pkce",
			"redirect_uri, https://evil.example, redirect_uri", "resource, https://other.example/mcp, resource" })
	void tokenWhenRefusedByTheFacadeThenNamesTheCheck(String name, String value, String expected) {
		FacadeFlow flow = FacadeFlow.register(facade.server(), name.equals("client_secret") ? CONFIDENTIAL : "");
		Map<String, String> request = with(flow.tokenRequest(flow.code(facade.server())), name, value);
		assertThat(check(flow.token(facade.server(), request))).isEqualTo(expected);
	}

	/** The platform does not say of a redirect_uri that it is not that of the code. */
	@ParameterizedTest
	@CsvSource({ "grant_type, password, grant_type", "client_id, unknown, client", "code, unknown, code",
			"code_verifier, another-verifier-of-more-than-forty-three-characters, pkce",
			"redirect_uri, https://evil.example, code", "resource, https://other.example/mcp, resource" })
	void tokenWhenRefusedByThePlatformThenNamesTheCheck(String name, String value, String expected) {
		OAuthFlow flow = OAuthFlow.register(server);
		assertThat(check(flow.token(with(flow.tokenRequest(flow.code()), name, value)))).isEqualTo(expected);
	}

	@Test
	void refreshWhenRefusedThenNamesTheCheckInBothModes() {
		for (TestServer each : new TestServer[] { server, facade.server() }) {
			String known = FacadeFlow.register(each).clientId();
			String confidential = FacadeFlow.register(each, CONFIDENTIAL).clientId();
			assertThat(check(refresh(each, known))).isEqualTo("refresh_token");
			assertThat(check(refresh(each, "x"))).isEqualTo("client");
			assertThat(check(refused(each, "x"))).isEqualTo("client");
			assertThat(check(refused(each, confidential))).isEqualTo("client_authentication");
		}
	}

	@Test
	void tokenWhenTheCodeIsOfAnotherClientThenNamesTheCodeOrTheClient() {
		OAuthFlow flow = OAuthFlow.register(server);
		String other = OAuthFlow.register(server).clientId();
		assertThat(check(flow.token(with(flow.tokenRequest(flow.code()), "client_id", other)))).isEqualTo("code");
		FacadeFlow relayed = FacadeFlow.register(facade.server());
		String another = FacadeFlow.register(facade.server()).clientId();
		Map<String, String> request = with(relayed.tokenRequest(relayed.code(facade.server())), "client_id", another);
		assertThat(check(relayed.token(facade.server(), request))).isEqualTo("client");
	}

	@Test
	void loginWhenThePasswordIsWrongThenNamesTheUser() {
		Reply refused = OAuthFlow.register(server).login("alice", "wrong");
		assertThat(refused.location()).contains("/oauth2/login?");
		assertThat(check(refused)).isEqualTo("user");
	}

	@Test
	void checkWhenThereIsOneThenTheDocumentationExplainsIt() throws IOException {
		String page = Files.readString(Path.of("../docs/troubleshooting.md"));
		assertThat(Check.values()).allSatisfy((check) -> assertThat(page).contains("`" + check.value() + "`"));
	}

	@Test
	void answerWhenTheUserDeniesThenTheRedirectNamesConsent() {
		OAuthFlow flow = OAuthFlow.register(server);
		Reply denied = flow.decide(flow.consentPage(flow.request()), "deny");
		assertThat(denied.redirectParameters()).containsEntry("error", "access_denied")
			.containsEntry("error_description", "The user did not approve");
		assertThat(check(denied)).isEqualTo("consent");
	}

	@Test
	void answerWhenNothingIsRefusedThenNamesNoCheck() {
		FacadeFlow flow = FacadeFlow.register(facade.server());
		Reply granted = flow.token(facade.server(), flow.tokenRequest(flow.code(facade.server())));
		assertThat(granted.status()).isEqualTo(200);
		assertThat(check(granted)).isNull();
		Reply called = FacadeFlow.callMcp(facade.server(), granted.json().get("access_token"));
		assertThat(called.status()).isEqualTo(200);
		assertThat(check(called)).isNull();
	}

	/** A client in a browser reads only what CORS exposes. */
	@Test
	void errorWhenAPageOfAnotherOriginAsksThenTheHeaderIsExposed() {
		String origin = "http://localhost:6274";
		Reply token = this.http.postForm(facade.server().url("/oauth2/token"), Map.of(), "Origin", origin);
		assertThat(check(token)).isEqualTo("client");
		assertThat(token.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate", CheckHeader.NAME);
		Reply call = this.http.postJson(facade.server().url("/mcp"), "{}", "Origin", origin);
		assertThat(call.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate", CheckHeader.NAME);
		String valid = facade.provider().tokens().valid();
		Reply allowed = this.http.postJson(facade.server().url("/mcp"), "{}", "Origin", origin, "Authorization",
				"Bearer " + valid);
		assertThat(allowed.header("Access-Control-Expose-Headers")).doesNotContain(CheckHeader.NAME);
	}

	@Test
	void callWhenRefusedThenNamesTheReason() {
		TestTokens tokens = facade.provider().tokens();
		assertThat(check(call())).isEqualTo("missing_token");
		assertThat(check(call("Authorization", "Bearer x"))).isEqualTo("malformed_token");
		assertThat(check(call("Authorization", "Bearer " + tokens.with((c) -> c.audience("https://other.example")))))
			.isEqualTo("wrong_audience");
		assertThat(check(call("Authorization", "Bearer " + tokens.with((c) -> c.claim("scope", "other")))))
			.isEqualTo("insufficient_scope");
		assertThat(check(call("Origin", "https://evil.example"))).isEqualTo("foreign_origin");
		assertThat(check(call("Authorization", "Bearer " + tokens.valid(), "Mcp-Session-Id", "x")))
			.isEqualTo("session");
	}

	/** What is refused before an endpoint looks at it, and by the pages of a login. */
	@Test
	void requestWhenAFilterOrAPageRefusesItThenNamesTheCheck() {
		try (FacadeServer limited = FacadeServer.start("mcp.oauth.rate-limits.token-requests-per-minute=1",
				"mcp.oauth.tools.delete=mcp:connect")) {
			TestServer each = limited.server();
			String token = facade.server().url("/oauth2/token");
			assertThat(check(this.http.get(token))).isEqualTo("method");
			assertThat(check(this.http.postJson(token, "{}"))).isEqualTo("content_type");
			refresh(each, "x");
			assertThat(check(refresh(each, "x"))).isEqualTo("rate_limit");
			assertThat(check(this.http.postForm(each.url("/oauth2/consent"), Map.of()))).isEqualTo("browser");
			assertThat(check(this.http.get(each.url("/oauth2/callback?state=x")))).isEqualTo("state");
			Reply call = this.http.postJson(each.url("/mcp"), "{", "Authorization",
					"Bearer " + limited.provider().tokens().valid());
			assertThat(call.status()).isEqualTo(400);
			assertThat(check(call)).isEqualTo("message");
		}
	}

	private Reply call(String... headers) {
		return this.http.postJson(facade.server().url("/mcp"), "{}", headers);
	}

	/** One answer, so that secrets can't be tried on clients that are not known. */
	@Tag("M13")
	@Test
	void tokenWhenInProductionThenAnUnknownClientIsNotToldFromAWrongSecret() {
		String key = SigningKeyMaterial.CONFIGURED;
		try (TestServer own = TestServer.start(PUBLIC, HTTP, key);
				FacadeServer relay = FacadeServer.start(PUBLIC, HTTP)) {
			for (TestServer each : new TestServer[] { own, relay.server() }) {
				String known = FacadeFlow.register(each, CONFIDENTIAL).clientId();
				Reply wrongSecret = refused(each, known);
				Reply unknown = refused(each, "unknown");
				assertThat(unknown.body()).isEqualTo(wrongSecret.body()).contains("invalid_client");
				assertThat(unknown.headers().keySet()).isEqualTo(wrongSecret.headers().keySet());
				assertThat(check(unknown)).isNull();
				assertThat(check(this.http.postJson(each.url("/mcp"), "{}"))).isNull();
			}
		}
	}

	private Reply refresh(TestServer at, String clientId) {
		return this.http.postForm(at.url("/oauth2/token"), new ClientRequests(clientId, null).refresh("x"));
	}

	private Reply refused(TestServer at, String clientId) {
		return this.http.postForm(at.url("/oauth2/token"),
				with(new ClientRequests(clientId, null).refresh("x"), "client_secret", "wrong"));
	}

	@ParameterizedTest
	@CsvSource({ "true, http://mcp.example.com, client_authentication, missing_token",
			"false, http://localhost:9999, ,", ", http://mcp.example.com, ,",
			", http://localhost:9999, client_authentication, missing_token",
			", http://127.0.0.1:9999, client_authentication, missing_token" })
	void errorWhenThePropertyIsSetThenItDecidesAndElseTheBaseUrl(String property, String baseUrl, String check,
			String reason) {
		try (FacadeServer relay = FacadeServer.start("mcp.oauth.base-url=" + baseUrl, HTTP,
				"mcp.oauth.errors.check-header=" + ((property != null) ? property : ""))) {
			String known = FacadeFlow.register(relay.server(), CONFIDENTIAL).clientId();
			assertThat(check(refused(relay.server(), known))).isEqualTo(check);
			assertThat(check(this.http.postJson(relay.server().url("/mcp"), "{}"))).isEqualTo(reason);
		}
	}

}
