package io.github.mcpoauth.sample;

import org.junit.jupiter.api.Test;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Says that the browser tests didn't run, which nobody would notice otherwise.
 */
class BrowserTestsPresenceTests {

	private static final String PLAYWRIGHT = "com.microsoft.playwright.Playwright";

	private static final String BROWSER_TESTS = "io.github.mcpoauth.sample.BrowserLoginTests";

	private static final String REMEDY = "The browser tests run where there is a Chromium: apt-get install chromium, "
			+ "or mvn verify -Pbrowser-tests -Dchromium=/path/to/chromium";

	@Test
	void browserTestsWhenChromiumIsInstalledThenArePartOfTheBuild() {
		boolean present = ClassUtils.isPresent(PLAYWRIGHT, getClass().getClassLoader());
		if (System.getenv("CI") == null) {
			assumeThat(present).as(REMEDY).isTrue();
		}
		assertThat(present).as(REMEDY).isTrue();
		assertThat(ClassUtils.isPresent(BROWSER_TESTS, getClass().getClassLoader())).as(BROWSER_TESTS).isTrue();
	}

}
