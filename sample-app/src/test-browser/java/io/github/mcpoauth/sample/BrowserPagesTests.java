package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;

import io.github.mcpoauth.authorizationserver.user.AllowedUsers;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages that only some people see, in a browser without JavaScript: they fit, each
 * has one heading and a way on, and nothing of them breaks.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "mcp.oauth.mode=authorization-server",
				// Nobody listens there
				"mcp.oauth.upstreams.corp.issuer-uri=http://localhost:1", "mcp.oauth.upstreams.corp.client-id=mcp",
				"mcp.oauth.upstreams.corp.client-secret=secret", "mcp.oauth.upstreams.corp.login.label=Example Corp",
				"mcp.oauth.upstreams.github.provider=github", "mcp.oauth.upstreams.github.client-id=mcp",
				"mcp.oauth.upstreams.github.client-secret=secret",
				"mcp.oauth.upstreams.github.login.allowed-organizations=acme" })
class BrowserPagesTests {

	private static final int DESKTOP = 1000;

	private static final AtomicBoolean refused = new AtomicBoolean();

	@RegisterExtension
	static Chromium chromium = new Chromium();

	private McpServer mcp;

	private OAuthClient client;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		refused.set(false);
		this.mcp = McpServer.onPort(port);
		this.client = OAuthClient.at(this.mcp, OAuthClient.CALLBACK).register("Example Assistant");
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, DESKTOP })
	void loginWhenThereAreSeveralWaysThenAChoiceAndWhatWentWrong(int width) {
		try (BrowserTab tab = openTab(width)) {
			tab.open(this.client.authorizationRequest().uri());
			assertFine(tab, "Sign in", "login-choice");
			assertThat(tab.page().locator("a.button"))
				.containsText(new String[] { "Continue with Example Corp", "Continue with GitHub" });

			tab.page().getByLabel("User name").fill("alice");
			tab.page().getByLabel("Password").fill("wrong");
			tab.press("Sign in");
			assertFine(tab, "Sign in", null);
			assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("is wrong");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, DESKTOP })
	void loginWhenProviderCanNotBeReachedThenPageWithAWayBackToTheClient(int width) {
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				BrowserTab tab = openTab(width)) {
			OAuthClient other = OAuthClient.at(this.mcp, callback.url("/callback")).register("Example Assistant");
			tab.open(other.authorizationRequest().uri());
			tab.page().getByText("Continue with Example Corp").click();
			assertThat(tab.page().locator("h1")).hasText("You are not signed in");
			assertFits(tab, "login-failed");
			tab.page().getByText("Give up").click();
			tab.arrivesAt(callback.url("/callback"));
			assertThat(tab.page().url()).contains("error=temporarily_unavailable", "iss=");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, DESKTOP })
	void consentWhenUserIsRefusedThenPageThatSaysWhyAndTheClientIsTold(int width) {
		refused.set(true);
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				BrowserTab tab = openTab(width)) {
			OAuthClient other = OAuthClient.at(this.mcp, callback.url("/callback")).register("Example Assistant");
			tab.open(other.authorizationRequest().uri()).signIn();
			assertThat(tab.page().locator("main")).containsText("Only members of acme may come in.");
			assertThat(tab.page().locator("h1")).hasText("This account has no access");
			assertFits(tab, "refused");
			tab.page().getByText("Go back to").click();
			tab.arrivesAt(callback.url("/callback"));
			assertThat(tab.page().url()).contains("error=access_denied");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, DESKTOP })
	void accountWhenSignedInThenShownAndLogoutAsksFirst(int width) {
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				BrowserTab tab = openTab(width)) {
			OAuthClient other = OAuthClient.at(this.mcp, callback.url("/callback")).register("Example Assistant");
			tab.open(other.authorizationRequest().uri()).login().allow().arrivesAt(callback.url("/callback"));
			tab.open(page("/oauth2/account"));
			assertThat(tab.page().locator("h1")).hasText("Your account");
			assertThat(PageLayout.scrollWidth(tab.page())).isEqualTo(width);
			takePicture(tab, "account");

			tab.open(page("/oauth2/logout?client_id=any&state=any"));
			assertFine(tab, "Sign out?", null);
			tab.press("Sign out");
			assertFine(tab, "You are signed out", null);
			tab.open(page("/oauth2/logout"));
			assertFine(tab, "You are signed out", null);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 320, DESKTOP })
	void pageWhenClientIsUnknownOrTheSessionIsGoneThenSaysWhatToDo(int width) {
		try (BrowserTab tab = openTab(width)) {
			tab.open(this.client.as("unknown").authorizationRequest().uri());
			assertThat(tab.page().locator("h1")).hasText("This link does not work");
			assertFits(tab, "unknown-client");

			tab.open(this.client.authorizationRequest().uri()).login();
			tab.page().context().clearCookies();
			tab.allow();
			assertThat(tab.page().locator("h1")).hasCount(1);
			assertThat(tab.page().locator("main")).containsText("connect again");
			assertFits(tab, null);
		}
	}

	private URI page(String path) {
		return this.mcp.endpoint().resolve(path);
	}

	private static BrowserTab openTab(int width) {
		return chromium.openTab(
				new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(width, PageLayout.HEIGHT));
	}

	/** Nothing is missing and nothing was refused, not even by the page's own policy. */
	private static void assertFine(BrowserTab tab, String heading, String picture) {
		assertThat(tab.page().locator("h1")).hasText(heading);
		assertFits(tab, picture);
		assertThat(tab.problems()).isEmpty();
	}

	private static void assertFits(BrowserTab tab, String picture) {
		PageLayout.assertFits(tab.page());
		takePicture(tab, picture);
	}

	private static void takePicture(BrowserTab tab, String name) {
		if (name != null && tab.page().viewportSize().width == DESKTOP) {
			PageLayout.takePicture(tab.page(), name + "-desktop");
		}
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Lists {

		@Bean
		AllowedUsers allowedUsers() {
			return (user) -> refused.get() ? "Only members of acme may come in." : null;
		}

	}

}
