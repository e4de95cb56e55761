package io.github.mcpoauth.authorizationserver.introspection;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.user.UserClaims;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The UserInfo endpoint (OpenID Connect Core section 5.3).
 */
class UserInfoTests {

	private static final Class<?>[] APPLICATION = { TestApplication.class, Claims.class };

	@RegisterExtension
	static final TestServer jwt = TestServer.start(APPLICATION, "mcp.oauth.resource.scopes=read");

	@RegisterExtension
	static final TestServer opaque = TestServer.start(APPLICATION, "mcp.oauth.resource.scopes=read",
			"mcp.oauth.authorization-server.token-format=opaque");

	@Test
	void metadataWhenReadThenNamesTheEndpoint() {
		assertThat(new Http().get(jwt.url("/.well-known/oauth-authorization-server")).json())
			.containsEntry("userinfo_endpoint", jwt.url("/oauth2/userinfo"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void userinfoWhenTokenIsGoodThenTheUserAndNothingOfTheToken(boolean isOpaque) {
		TestServer server = isOpaque ? opaque : jwt;
		String token = accessToken(OAuthFlow.register(server).tokens());
		Map<String, Object> expected = Map.of("sub", "alice", "username", "alice", "preferred_username", "alice",
				"email", "alice@example.com", "name", "Alice Liddell", "groups", List.of("tea-party"));
		Reply got = userinfo(server, "GET", token);
		assertThat(got.status()).isEqualTo(200);
		assertThat(got.header("Cache-Control")).contains("no-store");
		assertThat(got.json()).isEqualTo(expected);
		assertThat(userinfo(server, "POST", token).json()).isEqualTo(expected);
	}

	@Test
	void userinfoWhenThereIsNoTokenThenChallengeWithoutError() {
		Reply reply = new Http().get(jwt.url("/oauth2/userinfo"));
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"userinfo\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "unknown", "mat_unknown", "a.b.c", "not a token" })
	void userinfoWhenTokenIsBadThenInvalidToken(String token) {
		Reply reply = userinfo(opaque, "GET", token);
		assertThat(reply.status()).isEqualTo(401);
		assertThat(reply.header("WWW-Authenticate")).endsWith("error=\"invalid_token\"");
	}

	@Test
	void userinfoWhenTokenWasRevokedOrIsARefreshTokenThenInvalidToken() {
		for (TestServer server : List.of(jwt, opaque)) {
			OAuthFlow flow = OAuthFlow.register(server);
			Map<String, Object> tokens = flow.tokens();
			assertThat(userinfo(server, "GET", (String) tokens.get("refresh_token")).status()).isEqualTo(401);
			new Http().postForm(server.url("/oauth2/revoke"),
					Map.of("client_id", flow.clientId(), "token", accessToken(tokens)));
			assertThat(userinfo(server, "GET", accessToken(tokens)).status()).isEqualTo(401);
		}
	}

	/** Tokens stay out of URLs (RFC 6750 section 2.3), and browsers' programs may ask. */
	@Test
	void userinfoWhenAskedInOtherWaysThenHeaderOnlyAndFromAnyOrigin() {
		String token = accessToken(OAuthFlow.register(jwt).tokens());
		assertThat(new Http().get(jwt.url("/oauth2/userinfo?access_token=" + token)).status()).isEqualTo(401);
		assertThat(new Http().postForm(jwt.url("/oauth2/userinfo"), Map.of("access_token", token)).status())
			.isEqualTo(401);
		assertThat(userinfo(jwt, "DELETE", token).status()).isEqualTo(405);
		Reply reply = new Http().get(jwt.url("/oauth2/userinfo"), "Authorization", "Bearer " + token, "Origin",
				"https://app.example.com");
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
	}

	private static Reply userinfo(TestServer server, String method, String token) {
		return new Http().send(method, server.url("/oauth2/userinfo"), null, "Authorization", "Bearer " + token);
	}

	private static String accessToken(Map<String, Object> tokens) {
		return (String) tokens.get("access_token");
	}

	@Configuration(proxyBeanMethods = false)
	static class Claims {

		@Bean
		UserClaims userClaims() {
			return (user) -> Map.of("username", user.getName(), "email", "alice@example.com", "name", "Alice Liddell",
					"groups", List.of("tea-party"));
		}

	}

}
