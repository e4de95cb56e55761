package io.github.mcpoauth.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A login by way of the sample in a browser, which applies the policies of the consent
 * page to the redirects that follow from its form: to Keycloak first.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = { KeycloakUpstream.class, KeycloakFacade.class })
@DirtiesContext
class KeycloakFacadeBrowserTests {

	@RegisterExtension
	static Chromium chromium = new Chromium();

	private final McpServer mcp = Keycloak.sampleServer();

	@Test
	void loginWhenApprovedThenClientGetsTokensForThisServer() {
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				BrowserTab tab = chromium.openTab()) {
			assertThat(this.mcp.call(login(tab, callback)).statusCode()).isEqualTo(200);
			assertThat(tab.contacted()).containsExactlyInAnyOrder("http://" + this.mcp.endpoint().getAuthority(),
					"http://" + Keycloak.running().issuer().getAuthority(), callback.url(""));
		}
	}

	/** Whoever is logged in at Keycloak already is still asked about a new client. */
	@Test
	void loginWhenSessionAtKeycloakIsOpenThenConsentIsAskedForAllTheSame() {
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				LocalSite other = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				BrowserTab tab = chromium.openTab()) {
			login(tab, callback);

			String redirectUri = other.url("/callback");
			OAuthClient client = OAuthClient.at(this.mcp, redirectUri).register("Another client");
			tab.open(client.authorizationRequest().uri());
			assertThat(tab.page().textContent("h1")).contains("Another client");
			tab.allow().arrivesAt(redirectUri);
		}
	}

	private String login(BrowserTab tab, LocalSite callback) {
		String redirectUri = callback.url("/callback");
		OAuthClient client = OAuthClient.at(this.mcp, redirectUri).register("Browser test");
		AuthorizationRequest request = client.authorizationRequest();
		tab.open(request.uri()).allow();
		new KeycloakPage(tab).login();
		tab.arrivesAt(redirectUri);
		AuthorizationResponse response = new AuthorizationResponse(redirectUri, Http.query(callback.onlyRequest()));
		return client.redeem(request, response).accessToken();
	}

}
