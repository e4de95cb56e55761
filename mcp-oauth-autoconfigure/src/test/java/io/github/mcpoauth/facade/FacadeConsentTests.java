package io.github.mcpoauth.facade;

import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody gets to the identity provider but who approved this client in this browser (MCP
 * security best practices, "Confused Deputy").
 */
class FacadeConsentTests {

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start();

	private final FacadeFlow flow = FacadeFlow.register(facade.server());

	@Tag("D1")
	@Tag("J6")
	@Checklist("C4")
	@Test
	void pageWhenShownThenSaysWhoWantsWhatAndCannotBeFramed() {
		Map<String, String> request = this.flow.request();
		request.put("scope", "extra");
		Reply reply = this.flow.authorize(facade.server(), request);
		assertThat(reply.body()).contains("A test client", "127.0.0.1:4567", FacadeServer.RESOURCE, "Do &lt;more&gt;",
				"You sign in on the next page");
		assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
		assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

	@Tag("D3")
	@Checklist("C7")
	@Test
	void pageWhenShownThenNoLoginIsBoundYet() {
		Reply reply = this.flow.authorize(facade.server(), this.flow.request());
		assertThat(reply.headerValues("Set-Cookie")).singleElement()
			.asString()
			.startsWith("mcp-consent-")
			.contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600");
	}

	@Tag("D10")
	@Checklist("C5")
	@Test
	void cookiesWhenBaseUrlIsHttpsThenBelongToThisHostAlone() {
		try (FacadeServer secure = FacadeServer.start("mcp.oauth.base-url=https://mcp.example.com")) {
			FacadeFlow client = FacadeFlow.register(secure.server());
			Reply page = client.authorize(secure.server(), client.request());
			String cookie = page.header("Set-Cookie");
			assertThat(cookie).startsWith("__Host-mcp-consent-").contains("Secure", "Path=/").doesNotContain("Domain");
			Map<String, String> fields = FacadeFlow.fields(Jsoup.parse(page.body()), "approve");
			Reply approved = new Http().postForm(secure.server().url("/oauth2/consent"), fields, "Cookie",
					cookie.substring(0, cookie.indexOf(';')));
			assertThat(approved.status()).isEqualTo(303);
			assertThat(approved.headerValues("Set-Cookie")).hasSize(2)
				.allSatisfy((set) -> assertThat(set).startsWith("__Host-mcp-").contains("Secure", "HttpOnly"));
		}
	}

	@Tag("D6")
	@Test
	void consentWhenBrowserIsAnotherThen403() {
		Map<String, String> fields = approval();
		assertRefused(new Http().postForm(facade.server().url("/oauth2/consent"), fields));
	}

	@Tag("D10")
	@Checklist("C5")
	@Test
	void consentWhenCookieIsForgedThen403() {
		Reply page = this.flow.authorize(facade.server(), this.flow.request());
		Map<String, String> fields = FacadeFlow.fields(Jsoup.parse(page.body()), "approve");
		String cookie = page.header("Set-Cookie");
		assertRefused(new Http().postForm(facade.server().url("/oauth2/consent"), fields, "Cookie",
				cookie.substring(0, cookie.indexOf('=') + 1) + "forged"));
	}

	@Tag("D6")
	@Checklist("C4")
	@ParameterizedTest
	@ValueSource(strings = { "", "wrong" })
	void consentWhenCsrfTokenIsWrongThen403(String token) {
		Map<String, String> fields = approval();
		fields.put("_csrf", token);
		assertRefused(this.flow.decide(facade.server(), fields));
	}

	@Tag("D6")
	@Test
	void consentWhenCsrfTokenIsMissingThen403() {
		Map<String, String> fields = approval();
		fields.remove("_csrf");
		assertRefused(this.flow.decide(facade.server(), fields));
	}

	@Tag("D7")
	@ParameterizedTest
	@ValueSource(strings = { "", "AAAA", "unknown" })
	void consentWhenTransactionIsForgedThen403(String state) {
		Map<String, String> fields = approval();
		fields.put("state", state);
		assertRefused(this.flow.decide(facade.server(), fields));
	}

	/** Each page has a cookie of its own, which opens no other one. */
	@Tag("D7")
	@Checklist("C5")
	@Test
	void consentWhenTransactionIsOfAnotherBrowserThen403() {
		FacadeFlow other = FacadeFlow.withClientId(this.flow.clientId());
		Map<String, String> fields = FacadeFlow.fields(other.consentPage(facade.server(), other.request()), "approve");
		approval();
		assertRefused(this.flow.decide(facade.server(), fields));
	}

	@Tag("D6")
	@Test
	void consentWhenSentTwiceThenSecondIs403() {
		Map<String, String> fields = approval();
		assertThat(this.flow.decide(facade.server(), fields).status()).isEqualTo(303);
		assertRefused(this.flow.decide(facade.server(), fields));
	}

	/** What counts is the sealed request, whatever else the form says. */
	@Tag("D8")
	@Tag("D9")
	@ParameterizedTest
	@CsvSource({ "client_id, other", "redirect_uri, https://evil.example", "scope, extra",
			"resource, https://x.example" })
	void consentWhenFormAddsFieldsThenIgnored(String name, String value) {
		Map<String, String> fields = approval();
		fields.put(name, value);
		Reply toProvider = this.flow.decide(facade.server(), fields);
		assertThat(toProvider.redirectParameters().get("scope")).doesNotContain("extra");
		assertThat(this.flow.callback(facade.server(), toProvider).location()).startsWith(ClientRequests.REDIRECT_URI);
	}

	/** A page of one's own may let people choose. */
	@Checklist("B28")
	@Test
	void consentWhenOnlySomeScopesAreApprovedThenOnlyTheyAreAskedFor() {
		Map<String, String> request = this.flow.request();
		request.put("scope", "mcp:connect extra");
		Map<String, String> fields = FacadeFlow.fields(this.flow.consentPage(facade.server(), request), "approve");
		fields.put("scope", "extra");
		assertThat(this.flow.decide(facade.server(), fields).redirectParameters().get("scope").split(" "))
			.contains("extra")
			.doesNotContain("mcp:connect");
	}

	/** What nobody ticked was not approved. */
	@Tag("D8")
	@Test
	void consentWhenNoScopeIsApprovedThenNoneOfThemIsAskedFor() {
		Map<String, String> fields = approval();
		fields.remove("scope");
		Reply toProvider = this.flow.decide(facade.server(), fields);
		assertThat(toProvider.status()).isEqualTo(303);
		assertThat(toProvider.redirectParameters().getOrDefault("scope", "")).doesNotContain("mcp:connect");
	}

	@Tag("D15")
	@ParameterizedTest
	@ValueSource(strings = { "deny", "", "Approve", "anything" })
	void consentWhenNotApprovedThenAccessDeniedToTheClient(String decision) {
		Map<String, String> fields = approval();
		fields.put("decision", decision);
		Reply reply = this.flow.decide(facade.server(), fields);
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(reply.redirectParameters()).containsEntry("error", "access_denied")
			.containsEntry("iss", FacadeServer.BASE_URL)
			.containsEntry("state", "a state & more");
	}

	@Tag("D16")
	@Test
	void consentWhenSentByGetThen405() {
		Reply reply = this.flow.browser().get(facade.server().url("/oauth2/consent?" + Http.encode(approval())));
		assertThat(reply.status()).isEqualTo(405);
		assertThat(reply.header("Allow")).isEqualTo("POST");
	}

	@Tag("D18")
	@Checklist("C3")
	@Test
	void authorizeWhenNoPromptIsWantedThenConsentIsAskedForAllTheSame() {
		Map<String, String> request = this.flow.request();
		request.put("prompt", "none");
		assertThat(this.flow.authorize(facade.server(), request).status()).isEqualTo(200);
	}

	/** Two clients may log in at once in two tabs. */
	@Test
	void consentWhenTwoPagesAreOpenThenEachCanBeApproved() {
		Element first = this.flow.consentPage(facade.server(), this.flow.request());
		Element second = this.flow.consentPage(facade.server(), this.flow.request());
		Reply firstLogin = this.flow.decide(facade.server(), FacadeFlow.fields(first, "approve"));
		Reply secondLogin = this.flow.decide(facade.server(), FacadeFlow.fields(second, "approve"));
		assertThat(this.flow.callback(facade.server(), firstLogin).redirectParameters()).containsKey("code");
		assertThat(this.flow.callback(facade.server(), secondLogin).redirectParameters()).containsKey("code");
	}

	private Map<String, String> approval() {
		return FacadeFlow.fields(this.flow.consentPage(facade.server(), this.flow.request()), "approve");
	}

	private static void assertRefused(Reply reply) {
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.location()).isNull();
		assertThat(reply.body()).contains("This page has expired");
		assertThat(reply.headerValues("Set-Cookie")).noneMatch((cookie) -> cookie.contains("mcp-login-"));
	}

}
