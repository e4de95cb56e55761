package io.github.mcpoauth.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A login at Keycloak in a browser, for a client on the user's own machine: it listens on
 * a port that nobody told Keycloak.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ContextConfiguration(initializers = KeycloakUpstream.class)
@DirtiesContext
class KeycloakBrowserTests {

	@RegisterExtension
	static Chromium chromium = new Chromium();

	private final McpServer mcp = Keycloak.sampleServer();

	/** RFC 8252 section 7.3. */
	@Test
	void loginWhenCallbackIsOnThisMachineThenClientGetsTokensForThisServer() {
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				BrowserTab tab = chromium.openTab()) {
			String redirectUri = callback.url("/callback");
			OAuthClient client = OAuthClient.at(this.mcp, redirectUri).as("mcp-public");
			AuthorizationRequest request = client.authorizationRequest();

			KeycloakPage login = new KeycloakPage(tab);
			login.open(request.uri());
			login.login();
			tab.arrivesAt(redirectUri);

			AuthorizationResponse response = new AuthorizationResponse(redirectUri, Http.query(callback.onlyRequest()));
			String accessToken = client.redeem(request, response).accessToken();
			assertThat(this.mcp.call(accessToken).statusCode()).isEqualTo(200);
		}
	}

}
