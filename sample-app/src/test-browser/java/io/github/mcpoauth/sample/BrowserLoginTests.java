package io.github.mcpoauth.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole logins in a browser, which sees more than the headers say: it enforces the
 * Content Security Policy of the pages, along every redirect that follows from a form.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class BrowserLoginTests {

	@RegisterExtension
	static Chromium chromium = new Chromium();

	private McpServer mcp;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.mcp = McpServer.onPort(port);
	}

	static Stream<String> loopbackHosts() throws IOException {
		boolean ipv6 = NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null;
		return ipv6 ? Stream.of("127.0.0.1", "localhost", "[::1]") : Stream.of("127.0.0.1", "localhost");
	}

	/** RFC 8252 section 7.3. */
	@ParameterizedTest
	@MethodSource("loopbackHosts")
	void loginWhenCallbackIsOnThisMachineThenClientGetsTokens(String host) {
		try (LocalSite callback = LocalSite.at(host).withPage("/callback", "You can close this page.");
				BrowserTab tab = chromium.openTab()) {
			assertThat(login(tab, callback).scope()).contains("mcp:connect");
			assertThat(tab.contacted()).containsExactlyInAnyOrder(origin(), callback.url(""));
			assertThat(tab.problems()).isEmpty();
		}
	}

	@Test
	void loginWhenThereIsNoJavaScriptThenClientGetsTokens() {
		try (LocalSite callback = LocalSite.at("127.0.0.1").withPage("/callback", "You can close this page.");
				BrowserTab tab = chromium.openTab(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
			assertThat(login(tab, callback).scope()).contains("mcp:connect");
			assertThat(tab.problems()).isEmpty();
		}
	}

	/**
	 * Chromium applies {@code form-action} to the redirect to the callback and to those
	 * that the callback answers with, and a refused one leaves the person with a button
	 * that does nothing.
	 */
	@Test
	void loginWhenCallbackLeadsOnToAnotherOriginThenBrowserArrivesThere() {
		try (LocalSite application = LocalSite.at("localhost").withPage("/welcome", "Connected.");
				LocalSite callback = LocalSite.at("127.0.0.1").withRedirect("/callback", application.url("/welcome"));
				BrowserTab tab = chromium.openTab()) {
			OAuthClient client = OAuthClient.at(this.mcp, callback.url("/callback")).register("Redirecting client");

			tab.open(client.authorizationRequest().uri()).login().allow().arrivesAt(application.url("/welcome"));

			assertThat(tab.page().textContent("body")).contains("Connected.");
			assertThat(tab.contacted()).containsExactlyInAnyOrder(origin(), callback.url(""), application.url(""));
			assertThat(tab.problems()).isEmpty();
		}
	}

	private Tokens login(BrowserTab tab, LocalSite callback) {
		String redirectUri = callback.url("/callback");
		OAuthClient client = OAuthClient.at(this.mcp, redirectUri).register("Browser test");
		AuthorizationRequest request = client.authorizationRequest();
		tab.open(request.uri()).login().allow().arrivesAt(redirectUri);
		AuthorizationResponse response = new AuthorizationResponse(redirectUri, Http.query(callback.onlyRequest()));
		return client.redeem(request, response);
	}

	private String origin() {
		return this.mcp.endpoint().getScheme() + "://" + this.mcp.endpoint().getAuthority();
	}

}
