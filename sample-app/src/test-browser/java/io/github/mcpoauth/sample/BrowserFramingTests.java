package io.github.mcpoauth.sample;

import java.util.List;

import com.microsoft.playwright.Frame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page of another origin can't put the pages into a frame and have people click on what
 * they don't see. The attacker is on {@code localhost} too, at another port, so that the
 * browser sends the cookies of the session along.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9700#section-4.16">RFC 9700
 * section 4.16</a>
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class BrowserFramingTests {

	private static final String ATTACK = "<iframe src='%s'></iframe><iframe src='%s'></iframe>";

	@RegisterExtension
	static Chromium chromium = new Chromium();

	private OAuthClient client;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.client = OAuthClient.registeredAt(McpServer.onPort(port));
	}

	@Test
	void loginPageWhenFramedThenIsNotShown() {
		try (BrowserTab tab = chromium.openTab()) {
			assertIsNotShownInFrame(tab, this.client.authorizationRequest().uri().toString());
		}
	}

	@Test
	void consentPageWhenFramedThenIsNotShown() {
		try (BrowserTab tab = chromium.openTab()) {
			String consent = tab.open(this.client.authorizationRequest().uri()).login().page().url();

			assertIsNotShownInFrame(tab, consent);

			tab.open(consent);
			assertThat(tab.page().locator("button[value=approve]")).isVisible();
		}
	}

	private static void assertIsNotShownInFrame(BrowserTab tab, String url) {
		try (LocalSite attacker = LocalSite.at("localhost").withPage("/decoy", "<form>decoy</form>")) {
			attacker.withPage("/", ATTACK.formatted(attacker.url("/decoy"), url));
			tab.open(attacker.url("/"));

			List<Frame> frames = tab.page().mainFrame().childFrames();
			assertThat(frames).hasSize(2);
			assertThat(frames.get(0).locator("form")).hasText("decoy");
			assertThat(frames.get(1).locator("form")).hasCount(0);
			assertThat(frames.get(1).url()).startsWith("chrome-error://");
			assertThat(tab.problems()).anySatisfy((problem) -> assertThat(problem).contains("frame-ancestors 'none'"));
		}
	}

}
