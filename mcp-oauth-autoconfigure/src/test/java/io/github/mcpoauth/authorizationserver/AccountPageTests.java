package io.github.mcpoauth.authorizationserver;

import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;

import io.github.mcpoauth.authorizationserver.user.AllowedUsers;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.ConsentFlow;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SigningKeyMaterial;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page on which people see what they have granted, and take it back.
 */
class AccountPageTests {

	private static final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

	@RegisterExtension
	static final TestServer server = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class, Users.class },
			"mcp.oauth.authorization-server.consent-time-to-live=30d",
			"mcp.oauth.scopes.read.description=Read your <notes>", "mcp.oauth.scopes.write.description=Write notes",
			"mcp.oauth.rate-limits.enabled=false");

	private static int number;

	/** Nobody else's grants are in the way. */
	private final String user = "user" + number++;

	private final ConsentFlow client = ConsentFlow.register(server, ConsentFlow.WEB);

	@BeforeEach
	void login() {
		refusal.set(null);
		this.client.flow().login(this.user, "pw");
	}

	@Test
	void accountWhenNobodyIsLoggedInThenLoginAndBack() {
		Http browser = new Http();
		Reply toLogin = browser.get(server.url("/oauth2/account"));
		assertThat(toLogin.location()).isEqualTo(server.url("/oauth2/login"));
		Map<String, String> fields = OAuthFlow
			.fields(Jsoup.parse(browser.get(toLogin.location()).body()).selectFirst("form"));
		fields.put("username", this.user);
		fields.put("password", "pw");
		Reply loggedIn = browser.postForm(server.url("/oauth2/login"), fields);
		assertThat(loggedIn.status()).isEqualTo(303);
		assertThat(loggedIn.location()).isEqualTo(server.url("/oauth2/account"));
		assertThat(browser.get(loggedIn.location()).body()).contains(this.user, "No application has access");
	}

	@Test
	void accountWhenGrantedThenShowsToWhomWhatForWhatAndWhen() {
		this.client.redeem(this.client.approve("read"));
		Element card = cards(this.client).get(0);
		assertThat(card.selectFirst("h3").text()).isEqualTo("“A <b>web</b> client”");
		assertThat(card.text())
			.contains("Read your <notes>", "Sent to app.example.com For " + server.url("/mcp"), "Active 1 login")
			.doesNotContain("Write notes", "on the computer");
		assertThat(card.text())
			.containsPattern("Granted \\d+ \\w+ \\d{4}, \\d\\d:\\d\\d UTC Last used \\d+ \\w+ \\d{4}")
			.containsPattern("Unasked until \\d+ \\w+ \\d{4}");
	}

	@Test
	void accountWhenGrantIsNotRememberedThenShownWhileItIsGood() {
		ConsentFlow local = ConsentFlow.register(server, ClientRequests.REDIRECT_URI);
		local.flow().login(this.user, "pw");
		Map<String, Object> tokens = local.redeem(local.approve("write"));
		assertThat(cards(local).get(0).text()).contains("127.0.0.1 (a program on the computer", "Write notes")
			.doesNotContain("Unasked");
		new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("client_id", local.flow().clientId(), "token", (String) tokens.get("refresh_token")));
		assertThat(cards(local)).isEmpty();
	}

	/** Whoever has the code can get the tokens. */
	@Test
	void accountWhenCodeIsNotRedeemedYetThenShowsWhatItIsGoodFor() {
		ConsentFlow local = ConsentFlow.register(server, ClientRequests.REDIRECT_URI);
		local.flow().login(this.user, "pw");
		local.approve("write");
		assertThat(cards(local).get(0).text()).contains("Write notes", "None at the moment");
	}

	/** RFC 7009 section 2: the refresh token is still good. */
	@Test
	void accountWhenOnlyTheAccessTokenIsRevokedThenStillShown() {
		ConsentFlow local = local();
		Map<String, Object> tokens = local.redeem(local.approve("write"));
		new Http().postForm(server.url("/oauth2/revoke"), Map.of("client_id", local.flow().clientId(), "token",
				(String) tokens.get("access_token"), "token_type_hint", "access_token"));
		assertThat(local.flow().callMcp((String) tokens.get("access_token")).status()).isEqualTo(401);
		assertThat(cards(local)).hasSize(1);
	}

	@Test
	void accountWhenOneLoginOfTwoIsOverThenItsScopesAreNotShown() {
		ConsentFlow local = local();
		local.redeem(local.approve("read"));
		Map<String, Object> over = local.redeem(local.approve("write"));
		assertThat(cards(local).get(0).text()).contains("2 logins", "Write notes");
		new Http().postForm(server.url("/oauth2/revoke"),
				Map.of("client_id", local.flow().clientId(), "token", (String) over.get("refresh_token")));
		assertThat(cards(local).get(0).text()).contains("1 login", "Read your <notes>").doesNotContain("Write notes");
	}

	private ConsentFlow local() {
		ConsentFlow local = ConsentFlow.register(server, ClientRequests.REDIRECT_URI);
		local.flow().login(this.user, "pw");
		return local;
	}

	@Test
	void accountWhenThereAreSeveralThenTheLastUsedComesFirst() {
		this.client.redeem(this.client.approve("read"));
		Map<String, Object> others = other().redeem(other().approve("read"));
		assertThat(cards(this.client)).extracting(Element::text).first().asString().contains("other.example.com");
		this.client.redeem(this.client.approve("write"));
		assertThat(cards(this.client)).extracting(Element::text).first().asString().contains("app.example.com");
		assertThat(others).containsKey("access_token");
	}

	@Test
	void accountWhenClientLogsInTwiceThenOneEntryWithTwoLogins() {
		this.client.redeem(this.client.approve("read"));
		this.client.redeem(this.client.approve("write"));
		assertThat(cards(this.client)).hasSize(1);
		assertThat(cards(this.client).get(0).text()).contains("2 logins", "Read your <notes>", "Write notes");
	}

	/** Nobody has approved of it yet. */
	@Test
	void accountWhenConsentPageIsOpenThenNotShown() {
		this.client.page(this.client.request("read"));
		assertThat(cards(this.client)).isEmpty();
	}

	@Test
	void revokeWhenPressedThenTokensAndConsentAreGoneAtOnce() {
		Map<String, Object> tokens = this.client.redeem(this.client.approve("read"));
		Map<String, Object> others = other().redeem(other().approve("read"));
		assertThat(this.client.isUnasked(this.client.request("read"))).isTrue();
		Reply reply = press(this.client, idOf(this.client));
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.location()).isEqualTo(server.url("/oauth2/account"));
		assertThat(this.client.flow().callMcp((String) tokens.get("access_token")).status()).isEqualTo(401);
		assertThat(refresh(tokens).json()).containsEntry("error", "invalid_grant");
		assertThat(this.client.isUnasked(this.client.request("read"))).isFalse();
		assertThat(cards(this.client)).hasSize(1);
		assertThat(this.client.flow().callMcp((String) others.get("access_token")).status()).isEqualTo(200);
	}

	private ConsentFlow other;

	private ConsentFlow other() {
		if (this.other == null) {
			this.other = ConsentFlow.register(server, "https://other.example.com/callback");
			this.other.flow().login(this.user, "pw");
		}
		return this.other;
	}

	@Test
	void revokeWhenCodeIsOnItsWayThenItIsWorthNothing() {
		Reply approved = this.client.approve("read");
		press(this.client, idOf(this.client));
		assertThat(this.client.redeem(approved)).containsEntry("error", "invalid_grant");
	}

	@Test
	void revokeAllWhenPressedThenNothingIsLeft() {
		Map<String, Object> tokens = this.client.redeem(this.client.approve("read"));
		Map<String, Object> others = other().redeem(other().approve("read"));
		Element all = page(this.client).selectFirst("button[name=revoke-all]");
		assertThat(post(this.client, all).status()).isEqualTo(303);
		assertThat(cards(this.client)).isEmpty();
		for (Map<String, Object> gone : List.of(tokens, others)) {
			assertThat(this.client.flow().callMcp((String) gone.get("access_token")).status()).isEqualTo(401);
		}
		assertThat(other().isUnasked(other().request("read"))).isFalse();
	}

	@Tag("D7")
	@Test
	void revokeWhenGrantIsSomebodyElsesThenNothingHappens() {
		Map<String, Object> tokens = this.client.redeem(this.client.approve("read"));
		String id = idOf(this.client);
		ConsentFlow mallory = this.client.elsewhere();
		mallory.flow().login("mallory", "pw");
		assertThat(cards(mallory)).isEmpty();
		mallory.redeem(mallory.approve("read"));
		Element form = page(mallory).selectFirst("button[name=revoke]");
		assertThat(post(mallory, form.attr("value", id)).status()).isEqualTo(303);
		assertThat(this.client.flow().callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
		assertThat(cards(this.client)).hasSize(1);
		assertThat(cards(mallory)).hasSize(1);
	}

	@Tag("D6")
	@ParameterizedTest
	@ValueSource(strings = { "revoke", "revoke-all" })
	void formWhenCsrfTokenIsMissingThen403AndNothingHappens(String button) {
		this.client.redeem(this.client.approve("read"));
		Reply reply = this.client.browser().postForm(server.url("/oauth2/account"), Map.of(button, idOf(this.client)));
		assertThat(reply.status()).isEqualTo(403);
		assertThat(cards(this.client)).hasSize(1);
	}

	@Tag("D16")
	@Test
	void formWhenSentByGetThenNothingHappens() {
		this.client.redeem(this.client.approve("read"));
		assertThat(this.client.browser().get(server.url("/oauth2/account?revoke-all=yes")).status()).isEqualTo(200);
		assertThat(cards(this.client)).hasSize(1);
	}

	@Test
	void formWhenItHasNoKnownButtonThen400() {
		this.client.redeem(this.client.approve("read"));
		Element button = page(this.client).selectFirst("button[name=revoke]").attr("name", "other");
		assertThat(post(this.client, button).status()).isEqualTo(400);
		assertThat(this.client.browser().send("PUT", server.url("/oauth2/account"), null).status()).isEqualTo(405);
	}

	@Test
	void signOutWhenPressedThenLoginIsNeededAgainAndGrantsStay() {
		Map<String, Object> tokens = this.client.redeem(this.client.approve("read"));
		Element form = page(this.client).selectFirst("form:has(button:contains(Sign out))");
		Reply reply = this.client.browser().postForm(form.attr("action"), OAuthFlow.fields(form));
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.body()).contains("You are signed out");
		assertThat(this.client.browser().get(server.url("/oauth2/account")).location())
			.isEqualTo(server.url("/oauth2/login"));
		assertThat(this.client.flow().callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
	}

	@Test
	void accountWhenPersonIsNotAllowedThenPageThatSaysSoAndNothingElse() {
		Map<String, Object> tokens = this.client.redeem(this.client.approve("read"));
		Element revoke = page(this.client).selectFirst("button[name=revoke-all], button[name=revoke]");
		refusal.set("Not today.");
		Reply reply = this.client.browser().get(server.url("/oauth2/account"));
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.location()).isNull();
		assertThat(reply.body()).contains("This account has no access", "Not today.").doesNotContain("web", "<form");
		assertThat(post(this.client, revoke).status()).isEqualTo(403);
		assertThat(this.client.flow().callMcp((String) tokens.get("access_token")).status()).isEqualTo(200);
	}

	/** Also who may do nothing else here can leave this browser to the next one. */
	@Test
	void signOutWhenPersonIsNotAllowedThenSignedOutAllTheSame() {
		Element form = page(this.client).selectFirst("form[action$=/oauth2/logout/confirm]");
		refusal.set("Not today.");
		Reply reply = this.client.browser().postForm(form.attr("action"), OAuthFlow.fields(form));
		assertThat(reply.body()).contains("You are signed out");
		refusal.set(null);
		assertThat(this.client.browser().get(server.url("/oauth2/account")).location())
			.isEqualTo(server.url("/oauth2/login"));
	}

	/** Whose name looks like one of a provider's users sees nothing of that user. */
	@ParameterizedTest
	@ValueSource(strings = { "https://idp.example.com|alice", "HTTPS://idp.example.com|alice",
			"http://localhost:8080|alice" })
	void accountWhenNameIsNotCertainThenRefused(String name) {
		ConsentFlow disguised = this.client.elsewhere();
		disguised.flow().login(name, "pw");
		assertThat(disguised.browser().get(server.url("/oauth2/account")).status()).isEqualTo(403);
	}

	@Test
	void accountWhenShownThenCannotBeFramedCachedOrLoadAnything() {
		this.client.redeem(this.client.approve("read"));
		Reply reply = this.client.browser().get(server.url("/oauth2/account"));
		assertThat(reply.header("Content-Security-Policy")).matches(
				"default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
		assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
		assertThat(reply.header("Access-Control-Allow-Origin")).isNull();
		assertThat(reply.body()).doesNotContain("<script", "<img", "<link", "<b>web");
	}

	@Test
	void accountWhenSwitchedOffThenThereIsNoSuchPage() {
		try (TestServer without = TestServer.start("mcp.oauth.authorization-server.account-page=false")) {
			ConsentFlow flow = ConsentFlow.register(without, ConsentFlow.WEB);
			flow.flow().login();
			assertThat(flow.browser().get(without.url("/oauth2/account")).body()).doesNotContain("Your account");
		}
	}

	/** The page is where the public URL says, behind a proxy that says otherwise. */
	@Tag("L2")
	@Test
	void accountWhenBehindAProxyBelowAContextPathThenItsFormsLeadToThePublicUrl() {
		try (TestServer behind = TestServer.start("server.servlet.context-path=/app",
				"mcp.oauth.base-url=https://mcp.example.com/app", "server.address=127.0.0.1",
				"mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters", SigningKeyMaterial.CONFIGURED)) {
			Http browser = new Http();
			assertThat(
					browser.get(behind.url("/app/oauth2/account"), "X-Forwarded-Host", "evil.example.com").location())
				.isEqualTo("https://mcp.example.com/app/oauth2/login");
			Map<String, String> fields = OAuthFlow
				.fields(Jsoup.parse(browser.get(behind.url("/app/oauth2/login")).body()).selectFirst("form"));
			fields.put("username", "alice");
			fields.put("password", "wonderland");
			assertThat(browser.postForm(behind.url("/app/oauth2/login"), fields).location())
				.isEqualTo("https://mcp.example.com/app/oauth2/account");
			Element page = Jsoup.parse(browser.get(behind.url("/app/oauth2/account")).body());
			assertThat(page.select("form").eachAttr("action"))
				.containsOnly("https://mcp.example.com/app/oauth2/logout/confirm");
		}
	}

	private Element page(ConsentFlow flow) {
		Reply reply = flow.browser().get(server.url("/oauth2/account"));
		assertThat(reply.status()).isEqualTo(200);
		return Jsoup.parse(reply.body());
	}

	private List<Element> cards(ConsentFlow flow) {
		return page(flow).select("section");
	}

	/** Of the client, among the cards that there are. */
	private String idOf(ConsentFlow flow) {
		return cards(flow).stream()
			.filter((card) -> card.text().contains("Sent to app.example.com"))
			.map((card) -> card.selectFirst("button[name=revoke]").attr("value"))
			.findFirst()
			.orElseThrow();
	}

	private Reply press(ConsentFlow flow, String id) {
		return post(flow,
				page(flow).select("button[name=revoke]")
					.stream()
					.filter((button) -> button.attr("value").equals(id))
					.findFirst()
					.orElseThrow());
	}

	private Reply post(ConsentFlow flow, Element button) {
		Map<String, String> fields = OAuthFlow.fields(button.closest("form"));
		fields.put(button.attr("name"), button.attr("value"));
		return flow.browser().postForm(server.url("/oauth2/account"), fields);
	}

	private Reply refresh(Map<String, Object> tokens) {
		return this.client.flow().token(this.client.flow().refreshRequest((String) tokens.get("refresh_token")));
	}

	@Configuration(proxyBeanMethods = false)
	static class Users {

		@Bean
		UserDetailsService users() {
			return (name) -> User.withUsername(name).password("{noop}pw").build();
		}

		@Bean
		AllowedUsers allowedUsers() {
			return (user) -> refusal.get();
		}

	}

}
