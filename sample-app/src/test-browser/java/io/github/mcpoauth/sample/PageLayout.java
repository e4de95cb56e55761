package io.github.mcpoauth.sample;

import java.nio.file.Path;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a page looks like in the window it is in. With {@code -Dscreenshots=true} the
 * pictures of the documentation are taken anew.
 */
final class PageLayout {

	static final int HEIGHT = 800;

	private static final Path IMAGES = Path.of(System.getProperty("basedir", "."), "..", "docs", "images");

	private PageLayout() {
	}

	static void assertFits(Page page) {
		assertThat(scrollWidth(page)).as(page.url()).isEqualTo(page.viewportSize().width);
		for (Locator button : page.locator("button, a.button").all()) {
			assertThat(button).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
		}
	}

	static int scrollWidth(Page page) {
		return (int) page.evaluate("document.documentElement.scrollWidth");
	}

	static void takePicture(Page page, String name) {
		if (Boolean.getBoolean("screenshots")) {
			page.screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name + ".png")));
		}
	}

}
