package io.github.mcpoauth.authorizationserver.introspection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The introspection endpoint (RFC 7662).
 */
class TokenIntrospectionTests {

	@RegisterExtension
	static final TestServer jwt = TestServer.start("mcp.oauth.resource.scopes=read");

	@RegisterExtension
	static final TestServer opaque = TestServer.start("mcp.oauth.resource.scopes=read",
			"mcp.oauth.authorization-server.token-format=opaque");

	@Test
	void metadataWhenReadThenNamesTheEndpointAndHowClientsAuthenticate() {
		Map<String, Object> metadata = new Http().get(jwt.url("/.well-known/oauth-authorization-server")).json();
		assertThat(metadata).containsEntry("introspection_endpoint", jwt.url("/oauth2/introspect"))
			.containsEntry("introspection_endpoint_auth_methods_supported",
					metadata.get("token_endpoint_auth_methods_supported"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void introspectWhenAccessTokenIsTheClientsThenAllThatIsKnown(boolean isOpaque) {
		TestServer server = isOpaque ? opaque : jwt;
		OAuthFlow flow = OAuthFlow.register(server);
		Reply reply = introspect(server, flow, flow.tokens(), "access_token");
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.json()).containsEntry("active", true)
			.containsEntry("sub", "alice")
			.containsEntry("username", "alice")
			.containsEntry("client_id", flow.clientId())
			.containsEntry("scope", "read")
			.containsEntry("token_type", "Bearer")
			.containsEntry("aud", List.of(server.url("/mcp")))
			.containsEntry("iss", server.url(""))
			.containsKeys("iat", "jti");
		assertThat(((Number) reply.json().get("exp")).longValue()).isGreaterThan(Instant.now().getEpochSecond());
	}

	@Test
	void introspectWhenRefreshTokenIsTheClientsThenActive() {
		OAuthFlow flow = OAuthFlow.register(jwt);
		assertThat(introspect(jwt, flow, flow.tokens(), "refresh_token").json()).containsEntry("active", true)
			.containsEntry("sub", "alice")
			.containsEntry("scope", "read")
			.containsKey("exp")
			.doesNotContainKeys("token_type", "aud");
	}

	/** Anybody may register, and would learn about everybody's tokens. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void introspectWhenTokenIsAnotherClientsThenNothingIsSaid(boolean isOpaque) {
		TestServer server = isOpaque ? opaque : jwt;
		Map<String, Object> tokens = OAuthFlow.register(server).tokens();
		OAuthFlow stranger = OAuthFlow.register(server);
		for (String kind : List.of("access_token", "refresh_token")) {
			Reply reply = introspect(server, stranger, tokens, kind);
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.json()).isEqualTo(Map.of("active", false));
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void introspectWhenRevokedThenInactive(boolean isOpaque) {
		TestServer server = isOpaque ? opaque : jwt;
		OAuthFlow flow = OAuthFlow.register(server);
		Map<String, Object> tokens = flow.tokens();
		new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("client_id", flow.clientId(), "token", (String) tokens.get("refresh_token")));
		for (String kind : List.of("access_token", "refresh_token")) {
			assertThat(introspect(server, flow, tokens, kind).json()).isEqualTo(Map.of("active", false));
		}
	}

	/** The store knows the last access token of a grant only; a JWT is what it says. */
	@Test
	void introspectWhenJwtIsFromBeforeARefreshThenActiveUntilRevokedOrExpired() {
		OAuthFlow flow = OAuthFlow.register(jwt);
		Map<String, Object> tokens = flow.tokens();
		flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
		assertThat(flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		assertThat(introspect(jwt, flow, tokens, "access_token").json()).containsEntry("active", true)
			.containsEntry("sub", "alice")
			.containsEntry("client_id", flow.clientId());
		assertThat(introspect(jwt, flow, tokens, "refresh_token").json()).isEqualTo(Map.of("active", false));
	}

	/** The platform answers 500 to the state, and calls a code a token. */
	@Test
	void introspectWhenValueIsNoTokenThenInactive() {
		OAuthFlow flow = OAuthFlow.register(jwt);
		String state = flow.consentPage(flow.request()).selectFirst("input[name=state]").attr("value");
		String code = OAuthFlow.withClientId(jwt, flow.clientId()).code();
		for (String value : List.of(state, code, "unknown", "a.b.c", jwtOf("{}"))) {
			Reply reply = introspect(jwt, flow, Map.of("access_token", value), "access_token");
			assertThat(reply.status()).as(value).isEqualTo(200);
			assertThat(reply.json()).isEqualTo(Map.of("active", false));
		}
	}

	@Test
	void introspectWhenClientIsUnknownOrMissingThen401() {
		Map<String, Object> tokens = OAuthFlow.register(jwt).tokens();
		assertThat(introspect(jwt, OAuthFlow.withClientId(jwt, "nobody"), tokens, "access_token").status())
			.isEqualTo(401);
		assertThat(new Http().postForm(jwt.url("/oauth2/introspect"), Map.of("token", "some")).status()).isEqualTo(401);
	}

	@Test
	void introspectWhenTokenIsMissingOrInTheUrlThen400() {
		String clientId = OAuthFlow.register(jwt).clientId();
		assertThat(new Http().postForm(jwt.url("/oauth2/introspect"), Map.of("client_id", clientId)).json())
			.containsEntry("error", "invalid_request");
		assertThat(new Http().postForm(jwt.url("/oauth2/introspect?token=some"), Map.of("client_id", clientId)).json())
			.containsEntry("error", "invalid_request");
		assertThat(new Http().get(jwt.url("/oauth2/introspect?token=some")).status()).isEqualTo(405);
	}

	private static String jwtOf(String claims) {
		Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
		return base64.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
				+ base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".";
	}

	private static Reply introspect(TestServer server, OAuthFlow client, Map<String, Object> tokens, String kind) {
		return new Http().postForm(server.url("/oauth2/introspect"),
				Map.of("client_id", client.clientId(), "token", (String) tokens.get(kind), "token_type_hint", kind));
	}

}
