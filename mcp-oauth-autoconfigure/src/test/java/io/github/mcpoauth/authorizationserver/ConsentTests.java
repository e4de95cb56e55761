package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.ConsentFlow;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Login and consent through the real pages (MCP security best practices, "Confused
 * Deputy").
 */
class ConsentTests {

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.scopes.read.description=Read your <notes>",
			"mcp.oauth.scopes.write.description=Write notes");

	private final OAuthFlow flow = OAuthFlow.register(server);

	@Test
	void consentWhenAskedThenShowsClientUserDestinationResourceAndScopesInWords() {
		Map<String, String> request = this.flow.request();
		request.put("scope", "read");
		String text = this.flow.consentPage(request).text();
		assertThat(text).contains("“A test client”", "alice", "127.0.0.1:4567", server.url("/mcp"), "Read your <notes>")
			.doesNotContain("Write notes");
	}

	@Tag("E1")
	@Tag("A18")
	@Test
	void consentWhenApprovedThenCodeWithStateAndExactlyOneIssuer() {
		Reply reply = this.flow.approve(this.flow.request());
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(reply.redirectParameters()).containsOnlyKeys("code", "state", "iss")
			.containsEntry("state", "a state & more")
			.containsEntry("iss", server.url(""));
		assertThat(reply.redirectParameters().get("code")).hasSizeGreaterThan(42);
		assertThat(reply.header("Cache-Control")).contains("no-store");
		// RFC 9700 section 4.2.4: the client sends nobody what stands in the URL
		assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
		assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
	}

	@Tag("D15")
	@Tag("E1")
	@Test
	void consentWhenDeniedThenAccessDeniedWithStateAndIssuer() {
		Element page = this.flow.consentPage(this.flow.request());
		Reply reply = this.flow.decide(page, "deny");
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.redirectParameters()).containsEntry("error", "access_denied")
			.containsEntry("state", "a state & more")
			.containsEntry("iss", server.url(""))
			.doesNotContainKey("code");
		assertThat(this.flow.decide(page, "approve").status()).isEqualTo(400);
	}

	@Tag("D5")
	@Test
	void consentWhenNoScopeIsAskedForThenPageIsShownAndCanBeApproved() {
		Element page = this.flow.consentPage(this.flow.request());
		assertThat(page.text()).contains("Connect and use what needs no special permission");
		assertThat(this.flow.decide(page, "approve").redirectParameters()).containsKey("code");
	}

	@Tag("D4")
	@Test
	void consentWhenApprovedBeforeThenAskedAgain() {
		this.flow.approve(this.flow.request());
		Reply again = this.flow.authorize(this.flow.request());
		assertThat(again.location()).startsWith(server.url("/oauth2/consent"));
	}

	/** By default, whoever the client is and wherever the request comes from. */
	@Tag("D4")
	@Test
	void consentWhenNothingIsRememberedThenAskedAgainAndThePageSaysNothingOfIt() {
		ConsentFlow client = ConsentFlow.register(server, ConsentFlow.WEB);
		client.flow().login();
		client.approve("read");
		assertThat(client.isUnasked(client.request("read"))).isFalse();
		assertThat(client.page(client.request("read")).text()).doesNotContain("asked again", "asked each time");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "&decision=deny", "&decision=Approve" })
	void consentWhenDecisionIsNotApprovalThenDeniedWhateverScopesAreSent(String decision) {
		Map<String, String> request = this.flow.request();
		request.put("scope", "read");
		Element page = this.flow.consentPage(request);
		Map<String, String> fields = OAuthFlow.fields(page.selectFirst("button[value=approve]").closest("form"));
		assertThat(fields).containsEntry("scope", "read");
		Reply reply = this.flow.browser()
			.post(server.url("/oauth2/authorize"), "application/x-www-form-urlencoded", Http.encode(fields) + decision);
		assertThat(reply.redirectParameters()).containsEntry("error", "access_denied").doesNotContainKey("code");
	}

	@Tag("D6")
	@ParameterizedTest
	@ValueSource(strings = { "", "wrong" })
	void consentWhenCsrfTokenIsWrongThen403AndNothingIsDecided(String token) {
		Element page = this.flow.consentPage(this.flow.request());
		Map<String, String> fields = OAuthFlow.fields(page.selectFirst("form"));
		fields.put("decision", "approve");
		fields.put("_csrf", token);
		Reply reply = this.flow.browser().postForm(server.url("/oauth2/authorize"), fields);
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.body()).contains("This page has expired");
		assertThat(this.flow.decide(page, "approve").redirectParameters()).containsKey("code");
	}

	@Tag("D7")
	@Test
	void consentWhenTransactionBelongsToAnotherSessionThen403() {
		Element page = this.flow.consentPage(this.flow.request());
		OAuthFlow other = OAuthFlow.withClientId(server, this.flow.clientId());
		other.consentPage(other.request());
		assertThat(other.decide(page, "approve").status()).isEqualTo(403);
	}

	@Tag("D7")
	@Test
	void consentWhenPageOfAnotherUserIsOpenedThenNotShown() {
		Class<?>[] sources = { TestApplication.class, TwoUsers.class };
		try (TestServer application = TestServer.startWithoutUser(sources)) {
			OAuthFlow alices = OAuthFlow.register(application);
			alices.authorize(alices.request());
			String page = alices.browser().get(alices.login("alice", "a").location()).location();
			OAuthFlow bobs = OAuthFlow.withClientId(application, alices.clientId());
			bobs.login("bob", "b");

			assertThat(bobs.browser().get(page).status()).isEqualTo(400);
			Element form = Jsoup.parse(alices.browser().get(page).body());
			String own = bobs.browser().get(bobs.authorize(bobs.request()).location()).body();
			form.select("input[name=_csrf]").val(Jsoup.parse(own).selectFirst("input[name=_csrf]").val());
			Reply decided = bobs.decide(form, "approve");
			assertThat(decided.status()).isEqualTo(400);
			assertThat(decided.location()).isNull();
			assertThat(alices.browser().get(page).status()).isEqualTo(200);
		}
	}

	@Tag("D8")
	@Test
	void consentWhenFormAddsScopesThenInvalidScope() {
		Map<String, String> request = this.flow.request();
		request.put("scope", "read");
		Element page = this.flow.consentPage(request);
		page.selectFirst("button[value=approve]").closest("form").append("<input name=scope value=write>");
		assertThat(this.flow.decide(page, "approve").redirectParameters()).containsEntry("error", "invalid_scope");
	}

	@Test
	void consentWhenPageIsOpenedWithoutTransactionThenPageForPeople() {
		this.flow.login();
		for (String query : new String[] { "", "?state=", "?state=unknown" }) {
			Reply reply = this.flow.browser().get(server.url("/oauth2/consent" + query));
			assertThat(reply.status()).as(query).isEqualTo(400);
			assertThat(reply.body()).contains("no longer there");
		}
		assertThat(this.flow.browser().get(server.url("/oauth2/consent?state=a&state=b")).status()).isEqualTo(400);
	}

	@Tag("D20")
	@Test
	void loginWhenSuccessfulThenSessionIdChangesAndTheRequestGoesOn() {
		this.flow.authorize(this.flow.request());
		String before = this.flow.browser().cookie("JSESSIONID");
		Reply reply = this.flow.login();
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.location()).isEqualTo(server.url("/oauth2/authorize?" + Http.encode(this.flow.request())));
		assertThat(this.flow.browser().cookie("JSESSIONID")).isNotEqualTo(before);
	}

	/** Where nothing is remembered, it does not matter who opened the address. */
	@Test
	void loginWhenOpenedDirectlyBeforeThenTheRequestGoesOnAsWell() {
		ConsentFlow client = ConsentFlow.register(server, ConsentFlow.WEB);
		client.open(client.request("read"));
		assertThat(client.flow().login().status()).isEqualTo(303);
	}

	/** The page belongs to a request, which is not there for who was not logged in. */
	@Test
	void loginWhenConsentPageWasOpenedThenNothingGoesOn() {
		this.flow.browser().get(server.url("/oauth2/consent?client_id=a&state=b&scope=read"));
		Reply reply = this.flow.login();
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).contains("You are signed in");
	}

	@Test
	void loginWhenRepeatedThenTheRequestIsNotRepeated() {
		this.flow.authorize(this.flow.request());
		this.flow.login();
		Reply again = this.flow.login();
		assertThat(again.status()).isEqualTo(200);
		assertThat(again.body()).contains("You are signed in");
	}

	@Test
	void loginWhenPasswordIsWrongThenSaidOnThePage() {
		Http browser = this.flow.browser();
		browser.get(server.url("/oauth2/login"));
		Map<String, String> fields = OAuthFlow
			.fields(Jsoup.parse(browser.get(server.url("/oauth2/login")).body()).selectFirst("form"));
		fields.put("username", "alice");
		fields.put("password", "wrong");
		Reply reply = browser.postForm(server.url("/oauth2/login"), fields);
		assertThat(reply.status()).isEqualTo(303);
		assertThat(browser.get(reply.location()).body()).contains("The user name or the password is wrong");
	}

	@Test
	void loginWhenCsrfTokenIsMissingThen403() {
		Reply reply = this.flow.browser()
			.postForm(server.url("/oauth2/login"), Map.of("username", "alice", "password", "wonderland"));
		assertThat(reply.status()).isEqualTo(403);
	}

	@Test
	void pagesWhenShownThenCannotBeFramedOrLoadAnything() {
		Reply login = this.flow.browser().get(server.url("/oauth2/login"));
		assertThat(login.header("Content-Security-Policy")).matches(
				"default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
		assertThat(login.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(login.header("Referrer-Policy")).isEqualTo("no-referrer");
		assertThat(login.header("Cache-Control")).contains("no-store");
		assertThat(login.body()).doesNotContain("<script", "<img", "<link");
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoUsers {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("alice").password("{noop}a").build(),
					User.withUsername("bob").password("{noop}b").build());
		}

	}

}
