package io.github.mcpoauth.authorizationserver;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refresh tokens of public clients (OAuth 2.1 section 4.3.1) and revocation (RFC 7009).
 */
class RefreshAndRevokeTests {

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.resource.scopes=read",
			"mcp.oauth.scopes.write.description=Write");

	@RegisterExtension
	static final TestServer strict = TestServer.start("mcp.oauth.authorization-server.refresh-token-grace-period=0s");

	private final OAuthFlow flow = OAuthFlow.register(server);

	@Test
	void refreshWhenUsedThenRotatedAndTheNewTokensWork() {
		Map<String, Object> first = this.flow.tokens();
		Reply reply = refresh(first);
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.json().get("refresh_token")).isNotNull().isNotEqualTo(first.get("refresh_token"));
		assertThat(this.flow.callMcp((String) reply.json().get("access_token")).status()).isEqualTo(200);
		assertThat(refresh(reply.json()).status()).isEqualTo(200);
	}

	@Tag("M2")
	@Checklist("B26")
	@Test
	void refreshWhenTokenBeforeTheLastIsUsedAgainThenAllOfTheLoginIsRevoked() {
		Map<String, Object> first = this.flow.tokens();
		Map<String, Object> third = refresh(refresh(first).json()).json();
		assertThat(refresh(first).json()).containsEntry("error", "invalid_grant");
		assertThat(refresh(third).json()).containsEntry("error", "invalid_grant");
		assertThat(this.flow.callMcp((String) third.get("access_token")).status()).isEqualTo(401);
	}

	@Tag("M2")
	@Test
	void refreshWhenNoRepetitionIsToleratedThenSecondUseRevokesAllOfTheLogin() {
		OAuthFlow strictFlow = OAuthFlow.register(strict);
		Map<String, Object> first = strictFlow.tokens();
		Map<String, Object> second = refresh(strictFlow, first).json();
		assertThat(refresh(strictFlow, first).json()).containsEntry("error", "invalid_grant");
		assertThat(refresh(strictFlow, second).json()).containsEntry("error", "invalid_grant");
		assertThat(strictFlow.callMcp((String) second.get("access_token")).status()).isEqualTo(401);
	}

	@Tag("M2")
	@Test
	void refreshWhenNoRepetitionIsToleratedAndUsedConcurrentlyThenOneSucceedsAtMost() {
		OAuthFlow strictFlow = OAuthFlow.register(strict);
		Map<String, Object> first = strictFlow.tokens();
		List<Reply> replies = IntStream.range(0, 16).parallel().mapToObj((i) -> refresh(strictFlow, first)).toList();
		assertThat(replies).extracting(Reply::status).containsOnlyOnce(200);
	}

	@Tag("F10")
	@Test
	void refreshWhenResourceIsAnotherThenInvalidTargetAndNotRotated() {
		Map<String, Object> first = this.flow.tokens();
		Map<String, String> request = this.flow.refreshRequest((String) first.get("refresh_token"));
		request.put("resource", "https://other.example/mcp");
		assertThat(this.flow.token(request).json()).containsEntry("error", "invalid_target");
		assertThat(refresh(first).status()).isEqualTo(200);
	}

	@Test
	void refreshWhenScopeWasNotGrantedThenInvalidScope() {
		Map<String, String> request = this.flow.refreshRequest((String) this.flow.tokens().get("refresh_token"));
		request.put("scope", "read write");
		assertThat(this.flow.token(request).json()).containsEntry("error", "invalid_scope");
	}

	@Test
	void refreshWhenTokenIsAnotherClientsThenInvalidGrant() {
		Map<String, String> request = this.flow.refreshRequest((String) this.flow.tokens().get("refresh_token"));
		request.put("client_id", OAuthFlow.register(server).clientId());
		assertThat(this.flow.token(request).json()).containsEntry("error", "invalid_grant");
	}

	@Test
	void refreshWhenClientRegisteredWithoutTheGrantThenNoRefreshToken() {
		Reply registration = new Http().postJson(server.url("/oauth2/register"), "{\"redirect_uris\":[\""
				+ ClientRequests.REDIRECT_URI + "\"],\"grant_types\":[\"authorization_code\"]}");
		OAuthFlow codeOnly = OAuthFlow.withClientId(server, (String) registration.json().get("client_id"));
		assertThat(codeOnly.tokens()).containsKey("access_token").doesNotContainKey("refresh_token");
	}

	@Tag("F7")
	@Test
	void callWhenRefreshTokenIsSentAsAccessTokenThen401() {
		assertThat(this.flow.callMcp((String) this.flow.tokens().get("refresh_token")).status()).isEqualTo(401);
	}

	@Test
	void revokeWhenAccessTokenThenTheResourceRefusesItAtOnce() {
		Map<String, Object> tokens = this.flow.tokens();
		// From now on it is remembered as valid
		assertThat(this.flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		assertThat(revoke((String) tokens.get("access_token")).status()).isEqualTo(200);
		Reply call = this.flow.callMcp((String) tokens.get("access_token"));
		assertThat(call.status()).isEqualTo(401);
		assertThat(call.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
	}

	@Test
	void revokeWhenRefreshTokenThenAccessTokenToo() {
		Map<String, Object> tokens = this.flow.tokens();
		// From now on it is remembered as valid
		assertThat(this.flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		assertThat(revoke((String) tokens.get("refresh_token")).status()).isEqualTo(200);
		assertThat(refresh(tokens).json()).containsEntry("error", "invalid_grant");
		assertThat(this.flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(401);
	}

	@Test
	void revokeWhenTokenIsUnknownThen200() {
		assertThat(revoke("unknown").status()).isEqualTo(200);
	}

	@Test
	void revokeWhenClientIsUnknownOrTokenIsMissingThenProtocolErrors() {
		Reply unknownClient = new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("token", "any", "client_id", "unknown"));
		assertThat(unknownClient.status()).isEqualTo(401);
		assertThat(unknownClient.json()).containsEntry("error", "invalid_client");
		Reply noToken = new Http().postForm(server.url("/oauth2/revoke"), Map.of("client_id", this.flow.clientId()));
		assertThat(noToken.status()).isEqualTo(400);
		assertThat(noToken.json()).containsEntry("error", "invalid_request");
	}

	@Test
	void revokeWhenTokenIsAnotherClientsThenItStaysGood() {
		Map<String, Object> tokens = this.flow.tokens();
		Reply reply = new Http().postForm(server.url("/oauth2/revoke"), Map.of("token",
				(String) tokens.get("access_token"), "client_id", OAuthFlow.register(server).clientId()));
		assertThat(reply.status()).isBetween(200, 401);
		assertThat(this.flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
	}

	private static Reply refresh(OAuthFlow flow, Map<String, Object> tokens) {
		return flow.token(flow.refreshRequest((String) tokens.get("refresh_token")));
	}

	private Reply refresh(Map<String, Object> tokens) {
		return this.flow.token(this.flow.refreshRequest((String) tokens.get("refresh_token")));
	}

	private Reply revoke(String token) {
		return new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("token", token, "client_id", this.flow.clientId()));
	}

}
