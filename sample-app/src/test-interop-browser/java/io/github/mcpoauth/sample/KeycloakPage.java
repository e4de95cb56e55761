package io.github.mcpoauth.sample;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/**
 * Keycloak's login page in a browser.
 *
 * @param page the tab that it is shown in
 */
record KeycloakPage(Page page) {

	static KeycloakPage open(BrowserTab tab, Object url) {
		return new KeycloakPage(tab.open(url).page());
	}

	/** The first locator waits for the page. */
	void login() {
		this.page.getByLabel("Username or email").fill("alice");
		this.page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Password")).fill("wonderland");
		Locator signIn = this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign In"));
		signIn.click();
	}

}
