package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Keycloak that takes connections and never answers. Whoever asks the sample meanwhile
 * is answered before {@link Http} gives up. When Keycloak goes on, it may or may not
 * carry out what nobody waits for any longer, so a code or a refresh token that is good
 * for one use may be used up.
 */
class KeycloakFrozenTests {

	private final BreakableKeycloak keycloak = BreakableKeycloak.whole();

	private final URI issuer = this.keycloak.issuer();

	@AutoClose
	private final RunningSample sample = RunningSample.facade(this.issuer, RunningSample.REMEMBERING_NO_TOKEN);

	private final McpServer mcp = this.sample.server();

	private final OAuthClient client = OAuthClient.registeredAt(this.mcp);

	@Tag("FT3")
	@Tag("FT5")
	@Test
	void callWhenKeycloakIsFrozenThenItsKeysVerifyAllTheSame() {
		Tokens tokens = KeycloakLogin.byWayOfFacade(this.client, this.issuer);

		this.keycloak.freeze();

		assertThat(this.mcp.call(tokens.accessToken()).statusCode()).isEqualTo(200);
		assertThat(this.mcp.call(null).statusCode()).isEqualTo(401);
	}

	@Tag("FT5")
	@Test
	void callWhenFrozenKeycloakHasToBeAskedThen503() {
		Tokens tokens = KeycloakLogin.byWayOfFacade(this.client, this.issuer);
		try (RunningSample asking = RunningSample.introspecting(this.issuer)) {
			this.keycloak.freeze();

			ProviderOutage.assertNotToBlame(asking.server().call(tokens.accessToken()));
			this.keycloak.thaw();
			assertThat(asking.server().call(tokens.accessToken()).statusCode()).isEqualTo(200);
		}
	}

	@Tag("FT5")
	@Tag("FT9")
	@Test
	void loginWhenKeycloakIsFrozenThenClientIsToldAndUserCanLogInAgain() {
		AuthorizationRequest request = this.client.authorizationRequest();
		AuthorizationResponse response = KeycloakLogin.byWayOfFacade(request, this.issuer);

		this.keycloak.freeze();

		ProviderOutage.assertSendsUsersToKeycloakAllTheSame(this.client, this.issuer);
		ProviderOutage.assertTemporarilyUnavailable(this.client.tryToRedeem(request, response));
		this.keycloak.thaw();
		assertIsGoodOrUsedUp(this.client.tryToRedeem(request, response));
		Tokens tokens = KeycloakLogin.byWayOfFacade(this.client, this.issuer);
		assertThat(this.mcp.call(tokens.accessToken()).statusCode()).isEqualTo(200);
	}

	/** As in the realm of the documentation. */
	@Tag("FT10")
	@Test
	void refreshWhenKeycloakIsFrozenThenClientIsToldAndUserCanLogInAgain() {
		Tokens before = KeycloakLogin.byWayOfFacade(this.client, this.issuer);

		this.keycloak.freeze();

		ProviderOutage.assertTemporarilyUnavailable(this.client.tryToRefresh(before));
		this.keycloak.thaw();
		assertIsGoodOrUsedUp(this.client.tryToRefresh(before));
		Tokens after = this.client.refresh(KeycloakLogin.byWayOfFacade(this.client, this.issuer));
		assertThat(this.mcp.call(after.accessToken()).statusCode()).isEqualTo(200);
	}

	@Tag("FT10")
	@Test
	void refreshWhenFrozenKeycloakTakesATokenTwiceThenTheSameOneIsGoodAfterwards() {
		this.keycloak.admin().setRefreshTokenMaxReuse(1);
		Tokens before = KeycloakLogin.byWayOfFacade(this.client, this.issuer);

		this.keycloak.freeze();

		ProviderOutage.assertTemporarilyUnavailable(this.client.tryToRefresh(before));
		this.keycloak.thaw();
		Tokens after = this.client.refresh(before);
		assertThat(this.mcp.call(after.accessToken()).statusCode()).isEqualTo(200);
		// As if Keycloak had carried out the first one for nobody
		this.client.refresh(after);
		assertThat(this.mcp.call(this.client.refresh(after).accessToken()).statusCode()).isEqualTo(200);
	}

	private static void assertIsGoodOrUsedUp(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isIn(200, 400);
		if (response.statusCode() == 400) {
			assertThat(Http.json(response).path("error").asString()).isEqualTo("invalid_grant");
		}
	}

}
