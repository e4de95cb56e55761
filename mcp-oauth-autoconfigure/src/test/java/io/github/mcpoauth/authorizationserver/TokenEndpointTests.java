package io.github.mcpoauth.authorizationserver;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redeeming codes (RFC 6749 section 4.1.3, RFC 7636 section 4.6, RFC 8707 section 2.2).
 */
class TokenEndpointTests {

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.resource.scopes=mcp:connect",
			"mcp.oauth.scopes.extra.description=More");

	private final OAuthFlow flow = OAuthFlow.register(server);

	@Test
	void tokenWhenCodeIsRedeemedThenBearerTokenForTheResource() throws Exception {
		Reply reply = this.flow.token(this.flow.tokenRequest(this.flow.code()));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Cache-Control")).contains("no-store");
		Map<String, Object> tokens = reply.json();
		assertThat(tokens).containsEntry("token_type", "Bearer")
			.containsEntry("scope", "mcp:connect")
			.containsKeys("access_token", "refresh_token", "expires_in");
		SignedJWT jwt = SignedJWT.parse((String) tokens.get("access_token"));
		assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
		assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(server.url("/mcp"));
		assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo(server.url(""));
		assertThat(jwt.getJWTClaimsSet().getStringClaim("client_id")).isEqualTo(this.flow.clientId());
		assertThat(jwt.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("mcp:connect");
		assertThat(this.flow.callMcp(jwt.serialize()).json()).containsEntry("caller", "alice");
	}

	@Tag("A15")
	@Tag("B5")
	@Tag("C6")
	@Tag("F10")
	@ParameterizedTest
	@CsvSource({ "redirect_uri,http://127.0.0.1:9/callback,invalid_grant", "redirect_uri,,invalid_grant",
			"code_verifier,another-code-verifier-of-more-than-forty-three-chars,invalid_grant",
			"code_verifier,,invalid_grant", "resource,https://other.example/mcp,invalid_target",
			"code,unknown,invalid_grant" })
	void tokenWhenRequestIsWrongThenRefusedAndTheCodeIsStillGood(String name, String value, String error) {
		String code = this.flow.code();
		Map<String, String> request = this.flow.tokenRequest(code);
		request.put(name, value);
		request.values().removeIf((parameter) -> parameter == null);
		assertError(this.flow.token(request), 400, error);
		assertThat(this.flow.token(this.flow.tokenRequest(code)).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenCodeIsMissingThenRefused() {
		Map<String, String> request = this.flow.tokenRequest("");
		assertThat(this.flow.token(request).status()).isEqualTo(400);
	}

	@Tag("C1")
	@Test
	void tokenWhenCodeIsReplayedThenTheFirstTokensAreRevoked() {
		String code = this.flow.code();
		Map<String, Object> tokens = this.flow.token(this.flow.tokenRequest(code)).json();
		assertThat(this.flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		assertError(this.flow.token(this.flow.tokenRequest(code)), 400, "invalid_grant");
		assertThat(this.flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(401);
		assertError(this.flow.token(this.flow.refreshRequest((String) tokens.get("refresh_token"))), 400,
				"invalid_grant");
	}

	@Tag("C2")
	@Test
	void tokenWhenCodeIsRedeemedConcurrentlyThenExactlyOnce() {
		String code = this.flow.code();
		List<Integer> statuses = IntStream.range(0, 32)
			.parallel()
			.mapToObj((i) -> this.flow.token(this.flow.tokenRequest(code)).status())
			.collect(Collectors.toList());
		assertThat(statuses).containsOnly(200, 400).containsOnlyOnce(200);
	}

	@Tag("C5")
	@Test
	void codeWhenIssuedThenGoodForAMinute() {
		OAuth2AuthorizationService authorizations = server.bean(OAuth2AuthorizationService.class);
		OAuth2Authorization authorization = authorizations.findByToken(this.flow.code(), new OAuth2TokenType("code"));
		OAuth2AuthorizationCode code = authorization.getToken(OAuth2AuthorizationCode.class).getToken();
		assertThat(Duration.between(code.getIssuedAt(), code.getExpiresAt())).isEqualTo(Duration.ofMinutes(1));
	}

	@Test
	void refreshTokenWhenRotatedThenKeepsItsExpiry() {
		OAuth2AuthorizationService authorizations = server.bean(OAuth2AuthorizationService.class);
		String first = (String) this.flow.tokens().get("refresh_token");
		Instant expiry = authorizations.findByToken(first, null).getRefreshToken().getToken().getExpiresAt();
		String second = (String) this.flow.token(this.flow.refreshRequest(first)).json().get("refresh_token");
		assertThat(authorizations.findByToken(second, null).getRefreshToken().getToken().getExpiresAt())
			.isEqualTo(expiry);
	}

	@Test
	void tokenWhenCodeBelongsToAnotherClientThenInvalidGrant() {
		OAuthFlow other = OAuthFlow.register(server);
		Map<String, String> request = this.flow.tokenRequest(this.flow.code());
		request.put("client_id", other.clientId());
		assertError(this.flow.token(request), 400, "invalid_grant");
	}

	@ParameterizedTest
	@CsvSource({ "authorization_code", "refresh_token", "client_credentials" })
	void tokenWhenClientIsUnknownThen401InvalidClient(String grantType) {
		Map<String, String> request = this.flow.tokenRequest("any");
		request.put("grant_type", grantType);
		request.put("refresh_token", "any");
		request.put("client_id", "unknown");
		assertError(this.flow.token(request), 401, "invalid_client");
		request.remove("client_id");
		assertError(this.flow.token(request), 401, "invalid_client");
	}

	@ParameterizedTest
	@CsvSource({ "client_credentials,unauthorized_client", "password,unsupported_grant_type",
			"urn:ietf:params:oauth:grant-type:token-exchange,", "urn:ietf:params:oauth:grant-type:device_code," })
	void tokenWhenGrantTypeIsNotOfferedThenRefused(String grantType, String error) {
		Map<String, String> request = this.flow.tokenRequest("any");
		request.put("grant_type", grantType);
		Reply reply = this.flow.token(request);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsKey("error").doesNotContainKey("access_token");
		if (error != null) {
			assertThat(reply.json()).containsEntry("error", error);
		}
	}

	@Test
	void tokenWhenParameterIsRepeatedThenInvalidRequest() {
		String code = this.flow.code();
		for (String name : this.flow.tokenRequest(code).keySet()) {
			if (!name.equals("resource")) {
				String body = name + "=x&" + Http.encode(this.flow.tokenRequest(code));
				Reply reply = new Http().post(server.url("/oauth2/token"), "application/x-www-form-urlencoded", body);
				assertThat(reply.status()).as(name).isEqualTo(400);
				assertThat(reply.json()).as(name).containsEntry("error", "invalid_request");
			}
		}
		assertThat(this.flow.token(this.flow.tokenRequest(code)).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenSentAsJsonOrInTheQueryOrWithGetThenProtocolErrors() {
		Map<String, String> request = this.flow.tokenRequest("any");
		assertError(new Http().postJson(server.url("/oauth2/token"), "{}"), 400, "invalid_request");
		assertError(new Http().postForm(server.url("/oauth2/token?" + Http.encode(request)), request), 400,
				"invalid_request");
		Reply get = new Http().get(server.url("/oauth2/token"));
		assertError(get, 405, "invalid_request");
		assertThat(get.header("Allow")).isEqualTo("POST");
	}

	/** RFC 6749 section 3.2: URLs are logged, bodies aren't. */
	@Test
	void tokenWhenOneParameterIsInTheQueryThenRefusedAndTheCodeIsStillGood() {
		Map<String, String> request = this.flow.tokenRequest(this.flow.code());
		Map<String, String> incomplete = new LinkedHashMap<>(request);
		String clientId = incomplete.remove("client_id");
		String url = server.url("/oauth2/token?" + Http.encode(Map.of("client_id", clientId)));
		assertError(new Http().postForm(url, incomplete), 400, "invalid_request");
		assertThat(this.flow.token(request).status()).isEqualTo(200);
	}

	@Test
	void tokenWhenEncodingIsBrokenThenNoServerError() {
		Reply reply = new Http().post(server.url("/oauth2/token"), "application/x-www-form-urlencoded",
				"grant_type=%zz");
		assertThat(reply.status()).isBetween(400, 401);
	}

	@Test
	void tokenWhenAskedForThenNoSessionAndNoCookie() {
		Http http = new Http();
		http.postForm(server.url("/oauth2/token"), this.flow.tokenRequest(this.flow.code()));
		assertThat(http.hasCookies()).isFalse();
	}

	private static void assertError(Reply reply, int status, String error) {
		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.json()).containsEntry("error", error).containsKey("error_description");
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
