package io.github.mcpoauth.sample;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

/**
 * The Chromium of this machine. Each of its tabs is a person of its own, without cookies.
 */
final class Chromium implements AutoCloseable {

	private static final String EXECUTABLE = System.getProperty("chromium", "/usr/bin/chromium");

	private static final int PATIENCE_MILLIS = 15_000;

	private final Playwright playwright;

	private final Browser browser;

	private Chromium(Playwright playwright, Browser browser) {
		this.playwright = playwright;
		this.browser = browser;
	}

	static Chromium launch() {
		Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		Browser browser = playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(Path.of(EXECUTABLE))
				.setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking",
						"--disable-component-update", "--disable-sync", "--no-first-run")));
		return new Chromium(playwright, browser);
	}

	BrowserTab openTab() {
		return openTab(new Browser.NewContextOptions());
	}

	BrowserTab openTab(Browser.NewContextOptions options) {
		BrowserContext context = this.browser.newContext(options);
		context.setDefaultTimeout(PATIENCE_MILLIS);
		return new BrowserTab(context);
	}

	@Override
	public void close() {
		this.playwright.close();
	}

}
