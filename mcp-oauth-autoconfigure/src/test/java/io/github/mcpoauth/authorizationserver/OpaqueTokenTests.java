package io.github.mcpoauth.authorizationserver;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Access tokens that are no JWTs ({@code token-format=opaque}).
 */
class OpaqueTokenTests {

	private static final String OPAQUE = "mcp.oauth.authorization-server.token-format=opaque";

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, Customizers.class },
			OPAQUE, "mcp.oauth.resources.main.path=/mcp", "mcp.oauth.resources.main.scopes=read",
			"mcp.oauth.resources.other.path=/other");

	private final OAuthFlow flow = OAuthFlow.register(server);

	@Test
	void loginWhenOpaqueThenTokenHasThePrefixAndWorks() {
		Map<String, Object> tokens = this.flow.tokens();
		assertThat(accessToken(tokens)).startsWith("mat_").doesNotContain(".").hasSizeGreaterThan(40);
		assertThat(tokens).containsEntry("token_type", "Bearer")
			.containsEntry("scope", "read")
			.containsKey("refresh_token");
		assertThat(this.flow.callMcp(accessToken(tokens)).json()).containsEntry("caller", "alice");
	}

	@Test
	void loginWhenPrefixIsConfiguredThenTokensStartWithIt() {
		try (TestServer own = TestServer.start(OPAQUE, "mcp.oauth.authorization-server.opaque-token-prefix=acme-")) {
			OAuthFlow login = OAuthFlow.register(own);
			String token = accessToken(login.tokens());
			assertThat(token).startsWith("acme-");
			assertThat(login.callMcp(token).status()).isEqualTo(200);
		}
	}

	@Test
	void callWhenTokenIsMadeUpThen401() {
		for (String token : List.of("mat_", "mat_unknown", "mat_" + "a".repeat(43), "other")) {
			Reply reply = this.flow.callMcp(token);
			assertThat(reply.status()).as(token).isEqualTo(401);
			assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
		}
	}

	/** RFC 8707: a token is for the resource that it was asked for. */
	@Tag("A1")
	@Checklist({ "A11", "B30" })
	@Test
	void callWhenTokenIsForAnotherResourceThen401() {
		Map<String, String> request = this.flow.request();
		request.put("resource", server.url("/other"));
		Map<String, String> redeem = this.flow.tokenRequest(this.flow.code(request));
		redeem.put("resource", server.url("/other"));
		String token = accessToken(this.flow.token(redeem).json());
		assertThat(token).startsWith("mat_");
		assertThat(this.flow.callMcp(token).status()).isEqualTo(401);
		assertThat(new Http().postJson(server.url("/other"), "{}", "Authorization", "Bearer " + token).status())
			.isNotEqualTo(401);
	}

	/** What else the store finds by its value is no access token. */
	@Test
	void callWhenRefreshTokenIsShownThen401() {
		assertThat(this.flow.callMcp((String) this.flow.tokens().get("refresh_token")).status()).isEqualTo(401);
	}

	@Tag("M1")
	@Test
	void callWhenTokenWasRevokedThen401AtOnce() {
		Map<String, Object> tokens = this.flow.tokens();
		assertThat(this.flow.callMcp(accessToken(tokens)).status()).isEqualTo(200);
		new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("client_id", this.flow.clientId(), "token", accessToken(tokens)));
		assertThat(this.flow.callMcp(accessToken(tokens)).status()).isEqualTo(401);
	}

	@Test
	void callWhenGrantWasRevokedThen401AtOnce() {
		Map<String, Object> tokens = this.flow.tokens();
		assertThat(this.flow.callMcp(accessToken(tokens)).status()).isEqualTo(200);
		new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("client_id", this.flow.clientId(), "token", (String) tokens.get("refresh_token")));
		assertThat(this.flow.callMcp(accessToken(tokens)).status()).isEqualTo(401);
	}

	@Checklist("A13")
	@Test
	void callWhenTokenHasExpiredThen401() {
		try (TestServer quick = TestServer.start(OPAQUE,
				"mcp.oauth.authorization-server.access-token-time-to-live=1s")) {
			OAuthFlow login = OAuthFlow.register(quick);
			String token = accessToken(login.tokens());
			Awaitility.await().until(() -> login.callMcp(token).status() == 401);
		}
	}

	@Tag("FT14")
	@Test
	void refreshWhenRepeatedThenTheVerySameTokens() {
		Map<String, Object> first = this.flow.tokens();
		List<Map<String, Object>> replies = IntStream.range(0, 8)
			.parallel()
			.mapToObj((i) -> refresh(first).json())
			.toList();
		assertThat(replies).extracting(OpaqueTokenTests::accessToken)
			.containsOnly(accessToken(replies.get(0)))
			.doesNotContain(accessToken(first));
		assertThat(this.flow.callMcp(accessToken(replies.get(0))).status()).isEqualTo(200);
	}

	@Test
	void refreshWhenUsedThenTheTokenBeforeIsOver() {
		Map<String, Object> first = this.flow.tokens();
		refresh(first);
		assertThat(this.flow.callMcp(accessToken(first)).status()).isEqualTo(401);
	}

	/**
	 * What no person is behind has the same form (RFC 6749 section 4.4, checklist E2).
	 */
	@Test
	void tokenWhenClientOrIssuerSpeaksForItselfThenOpaqueAndGood() {
		try (TestProvider issuer = new TestProvider("unused");
				TestServer own = TestServer.start(Stream
					.concat(Stream.of(IdentityAssertionTests.settings(issuer)),
							Stream.of(OPAQUE, "mcp.oauth.authorization-server.clients.job.scopes=read",
									"mcp.oauth.authorization-server.clients.job.secret-sha256="
											+ IdentityAssertionTests.hex(IdentityAssertionTests.SECRET)))
					.toArray(String[]::new))) {
			Reply vouchedFor = IdentityAssertionTests.redeem(own,
					IdentityAssertionTests.assertion(issuer, own.url(""), (claims) -> {
					}));
			Reply forItself = new Http().postForm(own.url("/oauth2/token"), Map.of("grant_type", "client_credentials",
					"client_id", "job", "client_secret", IdentityAssertionTests.SECRET));
			for (Reply reply : List.of(vouchedFor, forItself)) {
				assertThat(reply.status()).isEqualTo(200);
				assertThat(accessToken(reply.json())).startsWith("mat_");
				assertThat(new Http()
					.postJson(own.url("/mcp"), "{}", "Authorization", "Bearer " + accessToken(reply.json()))
					.status()).isEqualTo(200);
			}
		}
	}

	/** The platform applies customizers only where there is one of them. */
	@Test
	void loginWhenThereAreSeveralCustomizersThenAppliedInTheirOrder() {
		String token = accessToken(this.flow.tokens());
		Map<String, Object> introspected = new Http()
			.postForm(server.url("/oauth2/introspect"), Map.of("client_id", this.flow.clientId(), "token", token))
			.json();
		assertThat(introspected).containsEntry("order", "first,second");
	}

	/** Who changes the format does not log everybody out. */
	@Test
	void callWhenJwtWasIssuedBeforeTheFormatChangedThenStillGood() {
		String key = SigningKeyMaterial.CONFIGURED;
		String url = "mcp.oauth.base-url=http://localhost:9998";
		String jwt;
		try (TestServer before = TestServer.start(key, url)) {
			jwt = accessToken(OAuthFlow.registerBehind(before, "http://localhost:9998").tokens());
			assertThat(jwt).contains(".");
		}
		try (TestServer after = TestServer.start(key, url, OPAQUE)) {
			assertThat(OAuthFlow.registerBehind(after, "http://localhost:9998").callMcp(jwt).status()).isEqualTo(200);
		}
	}

	private Reply refresh(Map<String, Object> tokens) {
		return this.flow.token(this.flow.refreshRequest((String) tokens.get("refresh_token")));
	}

	private static String accessToken(Map<String, Object> tokens) {
		return (String) tokens.get("access_token");
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		OAuth2TokenCustomizer<OAuth2TokenClaimsContext> second() {
			return (context) -> context.getClaims()
				.claims((claims) -> claims.computeIfPresent("order", (name, value) -> value + ",second"));
		}

		@Bean
		@Order(1)
		OAuth2TokenCustomizer<OAuth2TokenClaimsContext> first() {
			return (context) -> context.getClaims().claim("order", "first");
		}

	}

}
