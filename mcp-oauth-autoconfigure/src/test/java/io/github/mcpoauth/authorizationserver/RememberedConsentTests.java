package io.github.mcpoauth.authorizationserver;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

import io.github.mcpoauth.authorizationserver.user.AllowedUsers;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.ConsentFlow;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is not asked again, and who is all the same.
 */
@Tag("D11")
class RememberedConsentTests {

	private static final String OTHER_HOST = "https://other.example.com/callback";

	private static final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

	@RegisterExtension
	static final TestServer server = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class, Users.class },
			"mcp.oauth.authorization-server.consent-time-to-live=30d", "mcp.oauth.resources.first.path=/mcp",
			"mcp.oauth.resources.second.path=/second", "mcp.oauth.scopes.read.description=Read notes",
			"mcp.oauth.scopes.write.description=Write notes",

			"mcp.oauth.registration.store=memory", "mcp.oauth.rate-limits.enabled=false");

	private final ConsentFlow client = ConsentFlow.register(server, ConsentFlow.WEB, OTHER_HOST);

	@BeforeEach
	void login() {
		refusal.set(null);
		this.client.flow().login();
	}

	@Test
	void consentWhenApprovedBeforeThenNotAskedAndTheCodeIsGood() {
		Reply approved = this.client.approve("read");
		assertThat(this.client.redeem(approved)).containsKey("access_token");
		Reply again = this.client.open(this.client.request("read"));
		assertThat(again.redirectParameters()).containsOnlyKeys("code", "state", "iss");
		assertThat(this.client.redeem(again)).containsEntry("scope", "read");
	}

	@Test
	void consentWhenRememberedThenPageSaysSoBefore() {
		assertThat(this.client.page(this.client.request("read")).text()).contains("not asked again for 30 days");
		assertThat(this.client.page(this.client.request("read")).select("a").eachAttr("href"))
			.containsExactly(server.url("/oauth2/account"));
	}

	@Test
	void consentWhenFewerScopesThanApprovedThenNotAsked() {
		this.client.approve("read write");
		assertThat(this.client.isUnasked(this.client.request("write"))).isTrue();
		assertThat(this.client.isUnasked(this.client.request("write read"))).isTrue();
	}

	@Test
	void consentWhenMoreScopesThanApprovedThenAskedAndBothRemembered() {
		this.client.approve("read");
		assertThat(this.client.isUnasked(this.client.request("read write"))).isFalse();
		this.client.approve("write");
		assertThat(this.client.isUnasked(this.client.request("read write"))).isTrue();
	}

	@Test
	void consentWhenResourceIsAnotherThenAsked() {
		this.client.approve("read");
		Map<String, String> request = this.client.request("read");
		request.put("resource", server.url("/second"));
		assertThat(this.client.isUnasked(request)).isFalse();
	}

	@Tag("D1")
	@Test
	void consentWhenRedirectHostIsAnotherThenAsked() {
		this.client.approve("read");
		ConsentFlow other = this.client.at(OTHER_HOST);
		assertThat(other.isUnasked(other.request("read"))).isFalse();
	}

	/** The same in everything but its identifier, as anybody can register. */
	@Tag("D1")
	@Test
	void consentWhenClientIsAnotherThenAsked() {
		this.client.approve("read");
		ConsentFlow twin = ConsentFlow.register(server, ConsentFlow.WEB, OTHER_HOST);
		twin.flow().login();
		assertThat(twin.isUnasked(twin.request("read"))).isFalse();
	}

	@Test
	void consentWhenPersonIsAnotherThenAsked() {
		this.client.approve("read");
		ConsentFlow bobs = this.client.elsewhere();
		bobs.flow().login("bob", "builder");
		assertThat(bobs.isUnasked(bobs.request("read"))).isFalse();
	}

	@Test
	void consentWhenPersonHasAnotherBrowserThenNotAsked() {
		this.client.approve("read");
		ConsentFlow elsewhere = this.client.elsewhere();
		elsewhere.flow().login();
		assertThat(elsewhere.isUnasked(elsewhere.request("read"))).isTrue();
	}

	/** An authorization server in the middle sends browsers here. */
	@Tag("D4")
	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "cross-site", "same-site", "same-origin", "None", "" })
	void consentWhenAnotherSiteMayHaveSentTheBrowserThenAsked(@Nullable String site) {
		this.client.approve("read");
		assertThat(this.client.isUnasked(this.client.open(this.client.request("read"), site))).isFalse();
	}

	/** OpenID Connect Core 1.0 section 3.1.2.1. */
	@ParameterizedTest
	@ValueSource(strings = { "consent", "login", "select_account", "login consent" })
	void consentWhenClientWantsThePersonAskedThenAsked(String prompt) {
		this.client.approve("read");
		Map<String, String> request = this.client.request("read");
		request.put("prompt", prompt);
		assertThat(this.client.isUnasked(request)).isFalse();
	}

	@Tag("D18")
	@Test
	void consentWhenClientWantsNobodyAskedThenCodeOnlyIfApproved() {
		Map<String, String> request = this.client.request("read");
		request.put("prompt", "none");
		assertThat(this.client.isUnasked(request)).isFalse();
		this.client.approve("read");
		assertThat(this.client.isUnasked(request)).isTrue();
	}

	@Test
	void consentWhenDeniedThenNothingIsRemembered() {
		Map<String, String> fields = OAuthFlow
			.fields(this.client.page(this.client.request("read")).selectFirst("button[value=deny]").closest("form"));
		fields.put("decision", "deny");
		fields.put("scope", "read");
		this.client.browser().postForm(server.url("/oauth2/authorize"), fields);
		assertThat(this.client.isUnasked(this.client.request("read"))).isFalse();
	}

	@Tag("D6")
	@Test
	void consentWhenCsrfTokenIsWrongThenNothingIsRemembered() {
		Map<String, String> fields = OAuthFlow
			.fields(this.client.page(this.client.request("read")).selectFirst("button[value=approve]").closest("form"));
		fields.put("decision", "approve");
		fields.put("_csrf", "wrong");
		assertThat(this.client.browser().postForm(server.url("/oauth2/authorize"), fields).status()).isEqualTo(403);
		assertThat(this.client.isUnasked(this.client.request("read"))).isFalse();
	}

	/** RFC 8252 section 8.6: whoever listens there gets the code. */
	@ParameterizedTest
	@ValueSource(strings = { ClientRequests.REDIRECT_URI, "http://localhost/callback", "http://[::1]:4567/callback",
			"https://localhost/callback", "https://127.0.0.1:8443/callback", "https://[::1]/callback",
			"cursor://callback", "com.example.app:/callback" })
	void consentWhenOtherProgramsCanPretendToBeTheClientThenAskedEachTimeAndSaysSo(String redirectUri) {
		for (String[] all : new String[][] { { redirectUri }, { redirectUri, ConsentFlow.WEB } }) {
			ConsentFlow imitable = ConsentFlow.register(server, all);
			imitable.flow().login();
			assertThat(imitable.page(imitable.request("read")).text()).contains("You are asked each time")
				.doesNotContain("not asked again");
			imitable.approve("read");
			assertThat(imitable.isUnasked(imitable.request("read"))).isFalse();
		}
	}

	@Test
	void consentWhenClientHasASecretThenRememberedWhereverItListens() {
		ConsentFlow confidential = ConsentFlow.register(server,
				",\"token_endpoint_auth_method\":\"client_secret_basic\"",
				new String[] { ClientRequests.REDIRECT_URI });
		confidential.flow().login();
		confidential.approve("read");
		assertThat(confidential.isUnasked(confidential.request("read"))).isTrue();
		ConsentFlow otherPort = confidential.at("http://127.0.0.1:7654/callback");
		assertThat(otherPort.isUnasked(otherPort.request("read"))).isTrue();
	}

	/** RFC 7592 section 2.2. */
	@ParameterizedTest
	@CsvSource({ "Another name, https://app.example.com/callback, https://other.example.com/callback, false",
			"A <b>web</b> client, https://app.example.com/callback, https://third.example.com/callback, false",
			"A <b>web</b> client, https://other.example.com/callback, https://app.example.com/callback, true" })
	void consentWhenClientChangedThenAsked(String name, String first, String second, boolean remembered) {
		Map<String, Object> registration = new Http()
			.postJson(server.url("/oauth2/register"), registration("A <b>web</b> client", ConsentFlow.WEB, OTHER_HOST))
			.json();
		String id = (String) registration.get("client_id");
		ConsentFlow changing = ConsentFlow.of(server, id, ConsentFlow.WEB);
		changing.flow().login();
		changing.approve("read");
		Reply changed = new Http().send("PUT", (String) registration.get("registration_client_uri"),
				registration(name, first, second).replaceFirst("\\{", "{\"client_id\":\"" + id + "\","), "Content-Type",
				"application/json", "Authorization", "Bearer " + registration.get("registration_access_token"));
		assertThat(changed.status()).isEqualTo(200);
		assertThat(changing.isUnasked(changing.request("read"))).isEqualTo(remembered);
	}

	private static String registration(String name, String... redirectUris) {
		return "{\"client_name\":\"" + name + "\",\"redirect_uris\":[\"" + String.join("\",\"", redirectUris) + "\"]}";
	}

	/** Who can log in need not be let in for ever. */
	@Test
	void consentWhenPersonIsNotAllowedAnyMoreThenToldSo() {
		this.client.approve("read");
		refusal.set("Not today.");
		Reply reply = this.client.open(this.client.request("read"));
		assertThat(this.client.isUnasked(reply)).isFalse();
		assertThat(this.client.browser().get(reply.location()).body()).contains("Not today.");
	}

	@Test
	void loginWhenOpenedDirectlyBeforeThenNotAskedAfterwards() {
		this.client.approve("read");
		ConsentFlow later = this.client.elsewhere();
		later.open(later.request("read"));
		// No redirect: the browser would not follow it from the form to the client
		Reply loggedIn = later.flow().login();
		assertThat(loggedIn.status()).isEqualTo(200);
		Element page = Jsoup.parse(loggedIn.body());
		String next = server.url("/oauth2/authorize?" + Http.encode(later.request("read")));
		assertThat(page.selectFirst("meta[http-equiv=refresh]").attr("content")).isEqualTo("0;url=" + next);
		assertThat(page.selectFirst("a").attr("href")).isEqualTo(next);
		assertThat(later.isUnasked(later.browser().get(next, "Sec-Fetch-Site", "same-origin"))).isTrue();
		// That was for one request
		assertThat(later.isUnasked(later.browser().get(next, "Sec-Fetch-Site", "same-origin"))).isFalse();
	}

	/** A browser that does not say where it comes from may come from anywhere. */
	@Tag("D4")
	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "cross-site", "same-origin" })
	void loginWhenAnotherSiteMayHaveSentTheBrowserThenAskedAfterwards(@Nullable String site) {
		this.client.approve("read");
		ConsentFlow later = this.client.elsewhere();
		later.open(later.request("read"), site);
		Reply loggedIn = later.flow().login();
		assertThat(later.isUnasked(later.browser().get(loggedIn.location(), "Sec-Fetch-Site", "same-origin")))
			.isFalse();
	}

	@Tag("D4")
	@Test
	void loginWhenAnotherRequestFollowsThanWasOpenedThenAsked() {
		this.client.approve("read");
		ConsentFlow later = this.client.elsewhere();
		later.open(later.request("read"));
		later.flow().login();
		Map<String, String> attackers = later.request("read");
		attackers.put("state", "attacker");
		assertThat(later.isUnasked(later.open(attackers, "cross-site"))).isFalse();
		assertThat(later.isUnasked(later.open(later.request("read"), "cross-site"))).isFalse();
	}

	/** RFC 7592 section 2.3: there is nothing left for the next one with that name. */
	@Test
	void deleteWhenClientWasApprovedThenNothingIsRemembered() {
		Map<String, Object> registration = new Http()
			.postJson(server.url("/oauth2/register"), registration("Short-lived", ConsentFlow.WEB))
			.json();
		ConsentFlow leaving = ConsentFlow.of(server, (String) registration.get("client_id"), ConsentFlow.WEB);
		leaving.flow().login();
		leaving.approve("read");
		assertThat(account(leaving)).contains("Short-lived");
		new Http().send("DELETE", (String) registration.get("registration_client_uri"), null, "Authorization",
				"Bearer " + registration.get("registration_access_token"));
		assertThat(account(leaving)).doesNotContain("Short-lived");
	}

	private static String account(ConsentFlow flow) {
		return Jsoup.parse(flow.browser().get(server.url("/oauth2/account")).body()).text();
	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("alice").password("{noop}wonderland").build(),
					User.withUsername("bob").password("{noop}builder").build());
		}

		@Bean
		AllowedUsers allowedUsers() {
			return (user) -> refusal.get();
		}

	}

}
