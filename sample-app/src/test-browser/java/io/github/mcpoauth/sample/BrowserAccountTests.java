package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person has approved of in a browser is remembered, shown, and taken back there.
 * The browser says where requests come from, which no other test can make sure of.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "mcp.oauth.authorization-server.consent-time-to-live=30d")
class BrowserAccountTests {

	@RegisterExtension
	static Chromium chromium = new Chromium();

	private McpServer mcp;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.mcp = McpServer.onPort(port);
	}

	@Test
	void loginWhenApprovedBeforeThenNotAskedUntilRevokedOnTheAccountPage() {
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				BrowserTab tab = chromium.openTab();
				BrowserTab later = chromium.openTab()) {
			OAuthClient client = clientWithSecret(callback.url("/callback"));
			tab.open(client.authorizationRequest().uri()).login();
			assertThat(tab.page().locator("main")).containsText("not asked again for 30 days");
			tab.allow().arrivesAt(callback.url("/callback"));
			tab.open(client.authorizationRequest().uri()).arrivesAt(callback.url("/callback"));

			// Signed in anew, where no page of the client leads to
			later.open(client.authorizationRequest().uri()).signIn().arrivesAt(callback.url("/callback"));

			Page account = later.open(account()).page();
			assertThat(account.locator("section")).hasCount(1);
			assertThat(account.locator("section")).containsText("127.0.0.1");
			later.press("Revoke access");
			assertThat(account.locator("main")).containsText("No application has access");
			later.open(client.authorizationRequest().uri());
			assertThat(account.locator("button[value=approve]")).isVisible();
			assertThat(tab.problems()).isEmpty();
			assertThat(later.problems()).isEmpty();
		}
	}

	/** As an authorization server in the middle of a login would do it. */
	@Test
	void loginWhenAnotherSiteSendsTheBrowserThenAskedAllTheSame() {
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				LocalSite other = LocalSite.at("127.0.0.1");
				BrowserTab tab = chromium.openTab()) {
			OAuthClient client = clientWithSecret(callback.url("/callback"));
			tab.open(client.authorizationRequest().uri()).login().allow().arrivesAt(callback.url("/callback"));
			URI request = client.authorizationRequest().uri();
			other.withPage("/", "<a href='" + request.toString().replace("&", "&amp;") + "'>Connect</a>");

			tab.open(other.url("/")).page().getByText("Connect").click();

			assertThat(tab.page().locator("button[value=approve]")).isVisible();
		}
	}

	@Test
	void accountWhenNobodyIsSignedInThenSignsInAndOut() {
		try (BrowserTab tab = chromium.openTab(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
			Page page = tab.open(account()).signIn().page();
			assertThat(page.locator("h1")).hasText("Your account");
			tab.press("Sign out");
			assertThat(page.locator("h1")).hasText("You are signed out");
			tab.open(account());
			assertThat(page.getByLabel("Password")).isVisible();
			assertThat(tab.problems()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, 390, 1280 })
	void accountWhenNamesAreLongThenFits(int width) {
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				BrowserTab tab = chromium.openTab(new Browser.NewContextOptions().setViewportSize(width, 800))) {
			for (String name : List.of("W".repeat(100), "Example Assistant")) {
				OAuthClient client = clientWithSecret(name, callback.url("/callback"));
				tab.open(client.authorizationRequest().uri());
				if (tab.page().getByLabel("Password").isVisible()) {
					tab.login();
				}
				tab.allow().arrivesAt(callback.url("/callback"));
			}
			Page page = tab.open(account()).page();
			assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
			assertThat(page.locator("button").allInnerTexts()).contains("Revoke access", "Revoke all", "Sign out");
		}
	}

	private URI account() {
		return this.mcp.endpoint().resolve("/oauth2/account");
	}

	private OAuthClient clientWithSecret(String redirectUri) {
		return clientWithSecret("Browser test", redirectUri);
	}

	/** One that no other program can pretend to be. */
	private OAuthClient clientWithSecret(String name, String redirectUri) {
		String clientId = Http
			.json(Http.postJson(this.mcp.endpoint().resolve("/oauth2/register"), Map.of("client_name", name,
					"redirect_uris", List.of(redirectUri), "token_endpoint_auth_method", "client_secret_basic")))
			.path("client_id")
			.asString();
		return OAuthClient.at(this.mcp, redirectUri).as(clientId);
	}

}
