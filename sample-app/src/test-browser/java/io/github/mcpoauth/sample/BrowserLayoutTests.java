package io.github.mcpoauth.sample;

import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages that everybody sees fit where people open them, from a small phone to a
 * desktop.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class BrowserLayoutTests {

	@RegisterExtension
	static Chromium chromium = new Chromium();

	private OAuthClient client;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.client = OAuthClient.at(McpServer.onPort(port), OAuthClient.CALLBACK).register("Example Assistant");
	}

	@ParameterizedTest
	@CsvSource({ "320,", "390, phone", "1000, desktop", "1280," })
	void pagesWhenWindowIsAsWideThenFitIntoIt(int width, String picture) {
		try (BrowserTab tab = openTab(width)) {
			tab.open(this.client.authorizationRequest().uri());
			PageLayout.assertFits(tab.page());
			assertThat(buttons(tab.page())).containsExactly("Sign in");
			takePicture(tab.page(), "login", picture);

			tab.login();
			PageLayout.assertFits(tab.page());
			assertThat(buttons(tab.page())).containsExactly("Cancel", "Allow");
			takePicture(tab.page(), "consent", picture);
		}
	}

	/** A client's name is anything. */
	@ParameterizedTest
	@ValueSource(ints = { 320, 390, 1280 })
	void consentPageWhenNameIsLongThenDoesNotScrollSideways(int width) {
		try (BrowserTab tab = openTab(width)) {
			tab.open(this.client.register("W".repeat(100)).authorizationRequest().uri()).login();

			assertThat(PageLayout.scrollWidth(tab.page())).isEqualTo(width);
		}
	}

	@Test
	void loginPageWhenReadAloudThenEachFieldHasItsLabel() {
		try (BrowserTab tab = openTab(390)) {
			Page page = tab.open(this.client.authorizationRequest().uri()).page();

			assertThat(page.locator("input:not([type=hidden])").all()).hasSize(2)
				.allSatisfy((input) -> assertThat(input.evaluate("input => input.labels.length")).isEqualTo(1));
			assertThat(page.getByLabel("User name")).hasAttribute("autocomplete", "username");
			assertThat(page.getByLabel("User name")).isFocused();
			assertThat(page.getByLabel("Password")).hasAttribute("autocomplete", "current-password");
			assertThat(page.locator("html")).hasAttribute("lang", "en");
			assertThat(page.locator("h1")).hasCount(1);
		}
	}

	private static BrowserTab openTab(int width) {
		return chromium.openTab(new Browser.NewContextOptions().setViewportSize(width, PageLayout.HEIGHT));
	}

	private static List<String> buttons(Page page) {
		return page.locator("button").allInnerTexts();
	}

	private static void takePicture(Page page, String name, String size) {
		if (size != null) {
			PageLayout.takePicture(page, name + "-" + size);
		}
	}

}
