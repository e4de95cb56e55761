package io.github.mcpoauth.resource;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opaque tokens, verified by the identity provider's introspection endpoint (RFC 7662).
 */
class IntrospectionTests {

	private static final String TOKEN = "mat_an-opaque-token";

	/** Asks about each token, each time. */
	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start("mcp.oauth.tokens.cache.enabled=false");

	private final TestServer server = facade.server();

	@BeforeEach
	void announce() {
		facade.provider().server().resetRequests();
		facade.provider().announce("introspection_endpoint", facade.provider().issuer() + "/introspect");
		answer(active());
	}

	@Test
	void callWhenTokenIsActiveThenItsSubjectIsTheCaller() {
		assertThat(FacadeFlow.callMcp(this.server, TOKEN).json()).containsEntry("caller", "alice");
		facade.provider()
			.server()
			.verify(1,
					postRequestedFor(urlEqualTo("/idp/introspect"))
						.withHeader("Authorization", equalTo("Basic dGhlLWZhY2FkZTphLXNlY3JldC1vZi10aGUtZmFjYWRl"))
						.withFormParam("token", equalTo(TOKEN))
						.withFormParam("token_type_hint", equalTo("access_token")));
	}

	@Test
	void loginWhenProviderIssuesOpaqueTokensThenUsable() {
		facade.provider().answerToken(Map.of("access_token", TOKEN, "token_type", "Bearer"));
		Map<String, Object> tokens = FacadeFlow.register(this.server).tokens(this.server);
		assertThat(FacadeFlow.callMcp(this.server, tokens.get("access_token")).status()).isEqualTo(200);
	}

	@Test
	void callWhenTokenIsJwtThenNobodyIsAsked() {
		assertThat(FacadeFlow.callMcp(this.server, facade.provider().tokens().valid()).status()).isEqualTo(200);
		assertThat(facade.provider().posted("introspect")).isEmpty();
	}

	@Test
	void callWhenTokenOnlyLooksLikeJwtThenRefusedAndNobodyIsAsked() {
		assertRefused(FacadeFlow.callMcp(this.server, "eyJhbGciOiJSUzI1NiJ9.e30.AAAA"), "signed");
		assertThat(facade.provider().posted("introspect")).isEmpty();
	}

	@Test
	void callWhenTokensAreToBeJwtsThenOthersAreRefusedAndNobodyIsAsked() {
		try (TestServer strict = facade.startInstance("mcp.oauth.upstream.token-verification=jwt")) {
			assertRefused(FacadeFlow.callMcp(strict, TOKEN), "malformed");
			assertThat(FacadeFlow.callMcp(strict, facade.provider().tokens().valid()).status()).isEqualTo(200);
		}
		assertThat(facade.provider().posted("introspect")).isEmpty();
	}

	/** RFC 7515 section 7.1: three parts and the header of a signature. */
	@ParameterizedTest
	@ValueSource(strings = { "a", "a.b", "a.b.c", "bnVsbA.e30.AAAA", "W10.e30.AAAA", "eyJhbGciOiJSUzI1NiJ9",
			"eyJhbGciOiJSUzI1NiJ9.e30", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA.AAAA", ".e30.AAAA",
			"eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d", "eyJhbGciOiJub25lIn0.e30." })
	void callWhenTokenIsNoSignedJwtThenItsIssuerIsAsked(String token) {
		assertThat(FacadeFlow.callMcp(this.server, token).status()).isEqualTo(200);
	}

	@Test
	void callWhenIssuerNamesSubjectAndClientThenTheSubjectIsTheCaller() {
		answer(with("client_id", "the-facade"));
		assertThat(FacadeFlow.callMcp(this.server, TOKEN).json()).containsEntry("caller", "alice");
	}

	@Test
	void callWhenScopesAreGrantedThenThoseOfTheTokenStay() {
		try (TestServer granting = facade.startInstance("mcp.oauth.resource.scopes=mcp:connect,mcp:extra",
				"mcp.oauth.upstream.granted-scopes=mcp:extra")) {
			assertThat(FacadeFlow.callMcp(granting, TOKEN).status()).isEqualTo(200);
		}
		assertThat(FacadeFlow.callMcp(this.server, TOKEN).status()).isEqualTo(200);
	}

	@Test
	void callWhenClientActsForItselfThenItIsTheCaller() {
		answer(with("sub", null, "client_id", "a-script"));
		assertThat(FacadeFlow.callMcp(this.server, TOKEN).json()).containsEntry("caller", "a-script");
	}

	@ParameterizedTest
	@MethodSource("refused")
	void callWhenAnswerDoesNotVouchForTokenThen401(String name, Object value, String reason) {
		answer(with(name, value));
		assertRefused(FacadeFlow.callMcp(this.server, TOKEN), reason);
	}

	static Object[][] refused() {
		String past = String.valueOf(Instant.now().minusSeconds(3600).getEpochSecond());
		return new Object[][] { { "active", false, "active" }, { "active", "true", "active" },
				{ "active", null, "active" }, { "aud", "https://other.example/mcp", "aud" },
				{ "aud", List.of("https://other.example"), "aud" }, { "aud", null, "aud" }, { "aud", Map.of(), "aud" },
				{ "aud", FacadeServer.RESOURCE + ".evil.example", "aud" }, { "exp", Long.parseLong(past), "expired" },
				{ "exp", past, "expired" }, { "exp", "soon", "exp" }, { "exp", Map.of(), "exp" },
				{ "exp", Long.MAX_VALUE, "exp" }, { "iss", "https://evil.example", "iss" },
				{ "iss", List.of("https://evil.example"), "iss" }, { "sub", null, "whose" }, { "sub", " ", "whose" },
				{ "sub", 5, "sub" }, { "typ", "Refresh", "access token" }, { "typ", "ID", "access token" },
				{ "token_type", "refresh_token", "access token" }, { "nbf", "x", "nbf" }, { "iat", "x", "iat" } };
	}

	@ParameterizedTest
	@MethodSource("accepted")
	void callWhenAnswerIsUnusualButClearThenAccepted(String name, Object value) {
		answer(with(name, value));
		assertThat(FacadeFlow.callMcp(this.server, TOKEN).status()).isEqualTo(200);
	}

	static Object[][] accepted() {
		long soon = Instant.now().plusSeconds(300).getEpochSecond();
		return new Object[][] { { "aud", FacadeServer.RESOURCE + "/" },
				{ "aud", List.of("https://other.example", FacadeServer.RESOURCE) }, { "exp", null },
				{ "exp", String.valueOf(soon) }, { "exp", Instant.MAX.getEpochSecond() }, { "iss", null },
				{ "iat", soon + 60 }, { "typ", "Bearer" }, { "token_type", "Bearer" },
				{ "scope", List.of("mcp:connect") }, { "username", 5 }, { "scope", "mcp:connect \" \\" },
				{ "scope", "other mcp:connect" }, { "scope", Arrays.asList(5, "mcp:connect") }, { "iat", soon },
				{ "exp", Instant.now().minusSeconds(30).getEpochSecond() } };
	}

	/** They are what the platform's own introspector makes of them. */
	@Test
	void callWhenTokenIsActiveThenApplicationSeesTimesAsSuchAndOneListOfEach() {
		answer(with("nbf", 1_700_000_000, "iat", 1_700_000_060, "scope", "mcp:connect mcp:read", "scp",
				List.of("mcp:read"), "tenant", "a"));
		try (TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, Attributes.class },
				FacadeServer.properties(facade.provider()))) {
			Map<String, Object> attributes = new Http()
				.get(server.url("/mcp/attributes"), "Authorization", "Bearer " + TOKEN)
				.json();
			assertThat(attributes).containsEntry("nbf", "2023-11-14T22:13:20Z")
				.containsEntry("iat", "2023-11-14T22:14:20Z")
				.containsEntry("aud", List.of(FacadeServer.RESOURCE))
				.containsEntry("scope", List.of("mcp:connect", "mcp:read"))
				.containsEntry("tenant", "a");
		}
	}

	/** The cache tells it where there is one. */
	@Test
	void callWhenNothingIsRememberedThenApplicationSeesWhereItCameFrom() {
		for (String token : List.of(TOKEN, facade.provider().tokens().valid())) {
			Reply reply = new Http().get(this.server.url("/mcp/address"), "Authorization", "Bearer " + token);
			assertThat(reply.body()).isEqualTo("127.0.0.1");
		}
	}

	@Test
	void callWhenScopesHaveTheOtherNameThenTheyCount() {
		answer(with("scope", null, "scp", List.of("mcp:connect")));
		assertThat(FacadeFlow.callMcp(this.server, TOKEN).status()).isEqualTo(200);
	}

	@Test
	void callWhenScopeIsMissingThen403() {
		answer(with("scope", "other"));
		Reply reply = FacadeFlow.callMcp(this.server, TOKEN);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.header("WWW-Authenticate")).contains("insufficient_scope");
	}

	/** RFC 7662 section 2.3: 401 and 403 are about this server's own credentials. */
	@ParameterizedTest
	@ValueSource(ints = { 302, 400, 401, 403, 404, 429, 500, 503 })
	void callWhenEndpointFailsThen503(int status) {
		answer(aResponse().withStatus(status).withBody("{\"active\":true}"));
		assertUnavailable(FacadeFlow.callMcp(this.server, TOKEN));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "", "[]", "{\"active\":true,\"active\":true}" })
	void callWhenAnswerIsNonsenseThen503(String body) {
		answer(okJson(body));
		assertUnavailable(FacadeFlow.callMcp(this.server, TOKEN));
	}

	@Test
	void callWhenConnectionBreaksThen503AndThenHeals() {
		answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
		assertUnavailable(FacadeFlow.callMcp(this.server, TOKEN));
		answer(active());
		assertThat(FacadeFlow.callMcp(this.server, TOKEN).status()).isEqualTo(200);
	}

	@Test
	void callWhenProviderHasNoSuchEndpointThen401() {
		facade.provider().announce("introspection_endpoint", "");
		try (TestServer other = facade.startInstance()) {
			assertRefused(FacadeFlow.callMcp(other, TOKEN), "not a JWT");
		}
	}

	private static Map<String, Object> active() {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("active", true);
		members.put("sub", "alice");
		members.put("aud", FacadeServer.RESOURCE);
		members.put("scope", "mcp:connect");
		members.put("exp", Instant.now().plusSeconds(300).getEpochSecond());
		return members;
	}

	private static Map<String, Object> with(String name, Object value, Object... more) {
		Map<String, Object> members = active();
		members.put(name, value);
		for (int i = 0; i < more.length; i += 2) {
			members.put((String) more[i], more[i + 1]);
		}
		return members;
	}

	/**
	 * Whoever sends many tokens that the provider takes long for leaves threads to
	 * others.
	 */
	@Tag("FT5")
	@Test
	void callWhenAsManyTokensAsMayAreBeingLookedUpThen503AndKnownTokensWork() {
		try (TestServer narrow = facade.startInstance("mcp.oauth.tokens.max-concurrent-lookups=1")) {
			assertThat(FacadeFlow.callMcp(narrow, TOKEN).status()).isEqualTo(200);
			answer(okJson("{}").withFixedDelay(30_000));
			CompletableFuture<Reply> slow = CompletableFuture.supplyAsync(() -> FacadeFlow.callMcp(narrow, "slow"));
			Awaitility.await().until(() -> facade.provider().posted("introspect").size() == 2);
			assertUnavailable(FacadeFlow.callMcp(narrow, "new"));
			assertThat(FacadeFlow.callMcp(narrow, TOKEN).status()).isEqualTo(200);
			assertThat(facade.provider().posted("introspect")).hasSize(2);
			assertUnavailable(slow.join());
		}
	}

	private void answer(Map<String, Object> members) {
		answer(okJson(new JsonMapper().writeValueAsString(members)));
	}

	private void answer(ResponseDefinitionBuilder response) {
		facade.provider().server().stubFor(post(urlEqualTo("/idp/introspect")).willReturn(response));
	}

	private static void assertRefused(Reply reply, String reason) {
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).contains("invalid_token", reason);
	}

	private static void assertUnavailable(Reply reply) {
		assertThat(reply.status()).isEqualTo(503);
		assertThat(reply.header("Retry-After")).isNotNull();
		assertThat(reply.header("WWW-Authenticate")).isNull();
	}

	@RestController
	static class Attributes {

		@GetMapping("/mcp/attributes")
		Map<String, Object> attributes(BearerTokenAuthentication caller) {
			return caller.getTokenAttributes();
		}

	}

}
