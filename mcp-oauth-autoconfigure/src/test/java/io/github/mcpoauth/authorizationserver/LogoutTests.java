package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The end of a session (OpenID Connect RP-Initiated Logout 1.0).
 */
class LogoutTests {

	@RegisterExtension
	static final TestServer server = TestServer.start();

	private final OAuthFlow flow = OAuthFlow.register(server);

	@Test
	void logoutWhenPersonConfirmsThenLoginIsNeededAgainAndGrantsStay() {
		Map<String, Object> tokens = this.flow.tokens();
		Element form = page();
		assertThat(form.ownerDocument().text()).contains("alice");
		Reply reply = this.flow.browser().postForm(form.attr("action"), OAuthFlow.fields(form));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).contains("You are signed out");
		assertThat(this.flow.browser().get(server.url("/oauth2/account")).location())
			.isEqualTo(server.url("/oauth2/login"));
		assertThat(this.flow.callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
	}

	/** Section 6: who sends the person is not known, so nobody is signed out unasked. */
	@Tag("D6")
	@Test
	void logoutWhenAnotherSiteSendsThePersonThenAskedAndNothingHappens() {
		this.flow.login();
		Map<String, String> request = Map.of("client_id", this.flow.clientId(), "state", "x");
		Reply posted = this.flow.browser().postForm(server.url("/oauth2/logout"), request);
		assertThat(posted.status()).isEqualTo(303);
		assertThat(posted.location()).isEqualTo(server.url("/oauth2/logout"));
		assertThat(this.flow.browser().get(posted.location()).body()).contains("Sign out?");
		assertSignedIn();
	}

	@Tag("D6")
	@Test
	void confirmationWhenCsrfTokenIsMissingThen403AndNothingHappens() {
		this.flow.login();
		String url = server.url("/oauth2/logout/confirm");
		assertThat(this.flow.browser().postForm(url, Map.of()).status()).isEqualTo(403);
		assertThat(this.flow.browser().get(url).status()).isEqualTo(405);
		assertSignedIn();
	}

	/** Section 3: where to is not registered, so nobody is sent there. */
	@Tag("A1")
	@Test
	void logoutWhenClientNamesAnAddressThenNobodyIsSentThere() {
		this.flow.login();
		String query = "?client_id=" + this.flow.clientId()
				+ "&post_logout_redirect_uri=https%3A%2F%2Fevil.example.com&state=x";
		for (Http browser : new Http[] { this.flow.browser(), new Http() }) {
			Reply reply = browser.get(server.url("/oauth2/logout" + query));
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.location()).isNull();
			assertThat(reply.body()).doesNotContain("evil");
		}
	}

	@Test
	void logoutWhenNobodyIsSignedInThenSaysSoWithoutASession() {
		Reply reply = new Http().get(server.url("/oauth2/logout"));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).contains("You are signed out").doesNotContain("<form");
		assertThat(reply.header("Set-Cookie")).isNull();
	}

	@Test
	void logoutWhenShownThenCannotBeFramedOrCached() {
		this.flow.login();
		Reply reply = this.flow.browser().get(server.url("/oauth2/logout"));
		assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'", "form-action 'self'");
		assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

	private Element page() {
		Reply reply = this.flow.browser().get(server.url("/oauth2/logout"));
		assertThat(reply.status()).isEqualTo(200);
		return Jsoup.parse(reply.body()).selectFirst("form");
	}

	private void assertSignedIn() {
		assertThat(this.flow.browser().get(server.url("/oauth2/account")).body()).contains("Your account");
	}

}
