package io.github.mcpoauth.facade;

import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refresh tokens at the token and revocation endpoints of the facade.
 */
class FacadeRefreshTests {

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start();

	private final FacadeFlow flow = FacadeFlow.register(facade.server());

	@BeforeEach
	void answerAsUsual() {
		facade.provider().answerToken(facade.provider().refreshableTokens());
		facade.provider().server().resetRequests();
	}

	@Test
	void refreshWhenTokenIsAnotherClientsThenInvalidGrant() {
		String refreshToken = (String) redeem().json().get("refresh_token");
		FacadeFlow other = FacadeFlow.register(facade.server());
		assertError(other.token(facade.server(), other.refreshRequest(refreshToken)), 400, "invalid_grant");
	}

	@Tag("F8")
	@ParameterizedTest
	@ValueSource(strings = { "the-refresh-token-of-the-provider", "forged" })
	void refreshWhenTokenIsNotASealedOneThenInvalidGrant(String token) {
		assertError(this.flow.token(facade.server(), this.flow.refreshRequest(token)), 400, "invalid_grant");
		assertThat(facade.provider().posted("token")).isEmpty();
	}

	@Tag("F10")
	@Test
	void refreshWhenResourceOrScopeIsAnotherThenRefusedAndTheTokenIsStillGood() {
		Map<String, String> request = this.flow.refreshRequest((String) redeem().json().get("refresh_token"));
		request.put("resource", "https://other.example/mcp");
		assertError(this.flow.token(facade.server(), request), 400, "invalid_target");
		request.remove("resource");
		request.put("scope", "mcp:connect extra");
		assertError(this.flow.token(facade.server(), request), 400, "invalid_scope");
		request.put("scope", "\"");
		assertError(this.flow.token(facade.server(), request), 400, "invalid_scope");
		request.put("scope", "mcp:connect");
		assertThat(this.flow.token(facade.server(), request).status()).isEqualTo(200);
	}

	/**
	 * Some providers need the scopes each time; no provider takes more than it granted.
	 */
	@Test
	void refreshWhenClientSaysNoScopeThenProviderIsAskedForWhatItGranted() {
		Map<String, Object> answer = facade.provider().refreshableTokens();
		answer.put("scope", "openid mcp:connect given");
		facade.provider().answerToken(answer);
		refresh((String) redeem().json().get("refresh_token"));
		assertThat(facade.provider().posted("token").get(1)).contains("scope=mcp%3Aconnect+given");
	}

	/**
	 * RFC 6749 section 6: the scopes of this access token only; the refresh token keeps
	 * its own.
	 */
	@Test
	void refreshWhenClientAsksForFewerScopesThenProviderIsAskedForTheseAndTheNextMayHaveAll() {
		Map<String, Object> answer = facade.provider().refreshableTokens();
		facade.provider().answerToken(answer);
		Map<String, String> request = this.flow.request();
		request.put("scope", "mcp:connect extra");
		Reply first = this.flow.token(facade.server(),
				this.flow.tokenRequest(this.flow.code(facade.server(), request)));
		Map<String, String> fewer = this.flow.refreshRequest((String) first.json().get("refresh_token"));
		fewer.put("scope", "mcp:connect");
		Reply second = this.flow.token(facade.server(), fewer);
		assertThat(second.json()).containsEntry("scope", "mcp:connect");
		assertThat(facade.provider().posted("token").get(1)).contains("scope=mcp%3Aconnect&");
		Map<String, String> all = this.flow.refreshRequest((String) second.json().get("refresh_token"));
		all.put("scope", "mcp:connect extra");
		assertThat(this.flow.token(facade.server(), all).json()).containsEntry("scope", "mcp:connect extra");
	}

	@Test
	void refreshWhenProviderRotatesThenTheNewTokenIsUsedNextAndElseTheOldOne() {
		String first = (String) redeem().json().get("refresh_token");
		Map<String, Object> answer = facade.provider().refreshableTokens();
		answer.put("refresh_token", "the-second-one");
		facade.provider().answerToken(answer);
		String second = refresh(first);
		answer.remove("refresh_token");
		facade.provider().answerToken(answer);
		String third = refresh(second);
		refresh(third);
		assertThat(facade.provider().posted("token")).hasSize(4)
			.element(3)
			.asString()
			.contains("refresh_token=the-second-one");
	}

	@Test
	void revokeWhenRefreshTokenIsOursThenProviderRevokesItsOwn() {
		String refreshToken = (String) redeem().json().get("refresh_token");
		assertThat(revoke(refreshToken, this.flow.clientId()).status()).isEqualTo(200);
		assertThat(facade.provider().posted("revoke")).singleElement()
			.asString()
			.contains("token=the-refresh-token-of-the-provider", "token_type_hint=refresh_token");
	}

	/** RFC 7009 section 2.1: who holds an access token may have it revoked. */
	@Test
	void revokeWhenTokenIsNoRefreshTokenOfOursThenProviderIsAskedAsForAnAccessToken() {
		assertThat(revoke("an-access-token", this.flow.clientId()).status()).isEqualTo(200);
		assertThat(facade.provider().posted("revoke")).singleElement()
			.asString()
			.contains("token=an-access-token", "token_type_hint=access_token");
	}

	@Test
	void revokeWhenRefreshTokenIsAnotherClientsThen200AndNothingIsRevoked() {
		String refreshToken = (String) redeem().json().get("refresh_token");
		assertThat(revoke(refreshToken, FacadeFlow.register(facade.server()).clientId()).status()).isEqualTo(200);
		assertThat(facade.provider().posted("revoke")).isEmpty();
	}

	@Test
	void revokeWhenClientIsUnknownOrTokenIsMissingThenProtocolErrors() {
		assertError(revoke("any", "unknown"), 401, "invalid_client");
		assertError(revoke("", this.flow.clientId()), 400, "invalid_request");
	}

	private Reply redeem() {
		return this.flow.token(facade.server(), this.flow.tokenRequest(this.flow.code(facade.server())));
	}

	private String refresh(String refreshToken) {
		return (String) this.flow.token(facade.server(), this.flow.refreshRequest(refreshToken))
			.json()
			.get("refresh_token");
	}

	private static Reply revoke(String token, String clientId) {
		return new Http().postForm(facade.server().url("/oauth2/revoke"),
				Map.of("token", token, "client_id", clientId));
	}

	private static void assertError(Reply reply, int status, String error) {
		assertThat(reply.status()).as(reply.body()).isEqualTo(status);
		assertThat(reply.json()).containsEntry("error", error).containsKey("error_description");
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
