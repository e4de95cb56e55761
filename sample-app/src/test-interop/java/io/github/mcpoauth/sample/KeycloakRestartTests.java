package io.github.mcpoauth.sample;

import java.net.URI;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keycloak stops and starts again while clients and users need it. The sample goes on.
 */
class KeycloakRestartTests {

	private final BreakableKeycloak keycloak = BreakableKeycloak.whole();

	private final URI issuer = this.keycloak.issuer();

	@AutoClose
	private final RunningSample sample = RunningSample.facade(this.issuer, RunningSample.REMEMBERING_NO_TOKEN);

	private final McpServer mcp = this.sample.server();

	private final OAuthClient client = OAuthClient.registeredAt(this.mcp);

	@Tag("FT3")
	@Tag("FT10")
	@Test
	void refreshWhenKeycloakIsDownThen503AndTheSameTokenIsGoodWhenItIsBack() {
		Tokens tokens = KeycloakLogin.byWayOfFacade(this.client, this.issuer);

		this.keycloak.stop();

		ProviderOutage.assertTemporarilyUnavailable(this.client.tryToRefresh(tokens));
		assertThat(this.mcp.call(tokens.accessToken()).statusCode()).isEqualTo(200);
		this.keycloak.start();
		assertThat(this.mcp.call(this.client.refresh(tokens).accessToken()).statusCode()).isEqualTo(200);
	}

	/**
	 * Keycloak forgets who is at its login page, and asks again. What the sample knows of
	 * a login is sealed into its state, which Keycloak has kept.
	 */
	@Tag("FT16")
	@Test
	void loginWhenKeycloakRestartsAtItsLoginPageThenUserTypesAgainAndGetsToTheClient() {
		AuthorizationRequest request = this.client.authorizationRequest();
		Visit login = new UserAgent(this.issuer).open(request.uri()).decide("approve");
		assertThat(login.uri()).hasAuthority(this.issuer.getAuthority());

		this.keycloak.stop();
		this.keycloak.start();

		Visit again = KeycloakLogin.submit(login);
		assertThat(again.text()).contains("Login will start from the beginning");
		Tokens tokens = this.client.redeem(request, KeycloakLogin.submit(again).authorizationResponse());
		assertThat(this.mcp.call(tokens.accessToken()).statusCode()).isEqualTo(200);
	}

}
