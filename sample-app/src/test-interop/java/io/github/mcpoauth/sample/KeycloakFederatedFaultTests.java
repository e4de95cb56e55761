package io.github.mcpoauth.sample;

import java.net.URI;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users of Keycloak log in at the embedded authorization server, which has to ask a
 * Keycloak that does not answer. What the browser does at Keycloak is done by one of its
 * own, so that a test can act before it is back.
 */
class KeycloakFederatedFaultTests {

	private final BreakableKeycloak keycloak = BreakableKeycloak.whole();

	private final URI issuer = this.keycloak.issuer();

	@AutoClose
	private final RunningSample sample = RunningSample.federated(this.issuer);

	private final McpServer mcp = this.sample.server();

	private final OAuthClient client = OAuthClient.registeredAt(this.mcp);

	private final UserAgent browser = new UserAgent();

	private final UserAgent atKeycloak = new UserAgent(this.issuer);

	@Tag("FT5")
	@Tag("FT9")
	@Test
	void loginWhenKeycloakIsFrozenAtTheCallbackThenPageSaysSoAndUserCanTryAgain() {
		AuthorizationRequest request = this.client.authorizationRequest();
		Visit callback = KeycloakLogin.submit(follow(this.browser.open(request.uri()), "Keycloak"));

		this.keycloak.freeze();

		Visit failed = this.browser.open(callback.uri());
		assertThat(failed.status()).as(failed.html()).isEqualTo(503);
		assertThat(failed.text()).contains("Keycloak can't be reached at the moment", "Try again with Keycloak");
		this.keycloak.thaw();
		Visit consent = this.browser.open(follow(failed, "Try again").uri());
		Tokens tokens = this.client.redeem(request, consent.decide("approve").authorizationResponse());
		assertThat(this.mcp.call(tokens.accessToken()).statusCode()).isEqualTo(200);
	}

	/** Once they are logged in, this server needs Keycloak no more. */
	@Tag("FT3")
	@Tag("FT10")
	@Test
	void refreshWhenKeycloakIsFrozenThenGoesOn() {
		AuthorizationRequest request = this.client.authorizationRequest();
		Visit callback = KeycloakLogin.submit(follow(this.browser.open(request.uri()), "Keycloak"));
		Visit consent = this.browser.open(callback.uri());
		Tokens tokens = this.client.redeem(request, consent.decide("approve").authorizationResponse());

		this.keycloak.freeze();

		assertThat(this.mcp.call(tokens.accessToken()).statusCode()).isEqualTo(200);
		Tokens refreshed = this.client.refresh(tokens);
		assertThat(this.mcp.call(refreshed.accessToken()).statusCode()).isEqualTo(200);
	}

	/** Goes to Keycloak by a link, and on for as long as nobody has to type. */
	private Visit follow(Visit page, String link) {
		String target = page.document().select("a:contains(" + link + ")").first().absUrl("href");
		Visit atTheDoor = this.browser.open(URI.create(target));
		assertThat(atTheDoor.uri()).hasAuthority(this.issuer.getAuthority());
		return this.atKeycloak.open(atTheDoor.uri());
	}

}
