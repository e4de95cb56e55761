package io.github.mcpoauth.sample;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/**
 * Keycloak's login page in a browser.
 */
final class KeycloakPage {

	/** The first page that a Keycloak shows is one that it has yet to load. */
	private static final int PATIENCE_MILLIS = 60_000;

	private final Page page;

	/**
	 * A login page that the tab is on, or on its way to.
	 * @param tab the tab
	 */
	KeycloakPage(BrowserTab tab) {
		this.page = tab.page();
		this.page.setDefaultTimeout(PATIENCE_MILLIS);
	}

	void open(Object url) {
		this.page.navigate(url.toString());
	}

	void login() {
		this.page.getByLabel("Username or email").fill("alice");
		this.page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Password")).fill("wonderland");
		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign In")).click();
	}

}
