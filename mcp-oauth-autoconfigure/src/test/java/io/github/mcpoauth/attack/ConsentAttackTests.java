package io.github.mcpoauth.attack;

import java.time.Instant;
import java.util.Map;

import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.EachLoginMode;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways to a code without a person who was asked, and answered (MCP security best
 * practices, "Confused Deputy Problem"). See {@link ProviderAnswerAttackTests} for the
 * way on to a provider.
 */
@EachLoginMode
class ConsentAttackTests {

	private static final String CSRF = "_csrf";

	private final Deployment deployment;

	private final CodeFlow flow;

	ConsentAttackTests(Deployment deployment) {
		this.deployment = deployment;
		this.flow = deployment.register();
	}

	@Tag("D1")
	@Tag("D5")
	@ParameterizedTest
	@ValueSource(strings = { "", "mcp:connect", "weather:read" })
	void authorizeWhenRequestIsRightThenPersonIsToldWhoWantsWhat(String scope) {
		Map<String, String> request = this.flow.request();
		request.put("scope", scope);
		Element page = this.flow.consentPage(request);
		assertThat(page.text()).contains("A test client", "127.0.0.1:4567", Deployment.RESOURCE);
		assertThat(page.text().contains("Read the weather")).isEqualTo(scope.equals("weather:read"));
		assertThat(page.select("button[value=approve], button[value=deny]")).hasSize(2);
	}

	@Tag("D5")
	@Test
	void authorizeWhenOnlyOpenIdIsAskedForThenAskedAllTheSame() {
		Map<String, String> request = this.flow.request();
		request.put("scope", "openid");
		assertThat(this.flow.consentPage(request).select("button[value=approve]")).hasSize(1);
	}

	/** Whatever was approved before, and whoever sends the browser here. */
	@Tag("D4")
	@Tag("D11")
	@Tag("D18")
	@Test
	void authorizeWhenApprovedBeforeThenAskedAgain() {
		this.flow.approve(this.flow.request());
		for (String site : new String[] { "none", "same-origin", "same-site", "cross-site" }) {
			assertThat(isAsked(this.flow.request(), "Sec-Fetch-Site", site)).as(site).isTrue();
		}
		assertThat(isAsked(this.flow.request())).isTrue();
		for (String prompt : new String[] { "none", "login none", "" }) {
			Map<String, String> request = this.flow.request();
			request.put("prompt", prompt);
			request.put("max_age", "0");
			request.put("id_token_hint", "x");
			assertThat(isAsked(request)).as(prompt).isTrue();
		}
		Map<String, String> more = this.flow.request();
		more.put("scope", "mcp:connect weather:read");
		assertThat(isAsked(more)).isTrue();
		Map<String, String> other = this.flow.request();
		other.put("client_id", this.deployment.register().clientId());
		assertThat(isAsked(other)).isTrue();
	}

	@Tag("D6")
	@ParameterizedTest
	@ValueSource(strings = { "", "wrong", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\0" })
	void decisionWhenCsrfTokenIsWrongThen403AndNothingIsDecided(String token) {
		assertRefused(ConsentForm.of(this.deployment, this.flow, "approve").with(CSRF, token).send(), 403);
	}

	@Tag("D6")
	@Test
	void decisionWhenCsrfTokenIsMissingOrOfAnotherPersonThen403() {
		assertRefused(ConsentForm.of(this.deployment, this.flow, "approve").without(CSRF).send(), 403);
		CodeFlow attacker = this.deployment.register();
		ConsentForm attackers = ConsentForm.of(this.deployment, attacker, "approve");
		CodeFlow victim = this.deployment.client(this.flow.clientId());
		ConsentForm victims = ConsentForm.of(this.deployment, victim, "approve");
		assertRefused(victims.with(CSRF, attackers.field(CSRF)).send(), 403);
	}

	/** A page of the attacker's that posts his own form from the victim's browser. */
	@Tag("D6")
	@Tag("D7")
	@Test
	void decisionWhenFormIsOfAnotherBrowserThen403() {
		ConsentForm attackers = ConsentForm.of(this.deployment, this.deployment.register(), "approve");
		this.flow.consentPage(this.flow.request());
		assertRefused(attackers.sendFrom(this.flow.browser(), "Origin", "https://evil.example"), 403);
		assertRefused(attackers.sendFrom(new Http()), 403);
	}

	@Tag("D7")
	@ParameterizedTest
	@ValueSource(strings = { "", "unknown", "AAAA", "\0" })
	void decisionWhenTransactionIsForgedThenRefused(String state) {
		Reply reply = ConsentForm.of(this.deployment, this.flow, "approve").with("state", state).send();
		assertRefused(reply, (this.deployment == Deployment.FACADE) ? 403 : 400);
	}

	@Tag("D6")
	@Tag("D15")
	@ParameterizedTest
	@CsvSource({ "approve, approve", "deny, approve", "deny, deny" })
	void decisionWhenSentTwiceThenSecondIsRefused(String first, String second) {
		ConsentForm form = ConsentForm.of(this.deployment, this.flow, first);
		assertThat(form.send().status()).isEqualTo(303);
		assertRefused(form.with("decision", second).send(), (this.deployment == Deployment.FACADE) ? 403 : 400);
	}

	/** What the facade sealed counts, whatever else the form says. */
	@Tag("D8")
	@Test
	void decisionWhenScopeIsAddedThenNotGranted() {
		Map<String, String> request = this.flow.request();
		request.put("scope", "mcp:connect");
		Reply reply = ConsentForm.of(this.deployment, this.flow, request, "approve")
			.and("scope", "weather:read")
			.send();
		if (this.deployment == Deployment.FACADE) {
			assertThat(reply.redirectParameters().get("scope")).contains("mcp:connect").doesNotContain("weather:read");
		}
		else {
			assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
			assertThat(reply.redirectParameters()).containsEntry("error", "invalid_scope").doesNotContainKey("code");
		}
	}

	/** Some of them make the platform read a request, which is not a good one. */
	@Tag("D9")
	@ParameterizedTest
	@CsvSource({ "redirect_uri, https://evil.example/cb", "resource, https://evil.example/mcp",
			"code_challenge, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "response_mode, fragment", "prompt, none" })
	void decisionWhenFormHasMoreFieldsThenTheyChangeNothing(String name, String value) {
		Reply reply = ConsentForm.of(this.deployment, this.flow, "approve").and(name, value).send();
		if (reply.status() == 400) {
			assertThat(this.deployment).isEqualTo(Deployment.AUTHORIZATION_SERVER);
			assertThat(reply.location()).isNull();
			return;
		}
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.location()).doesNotContain("evil.example", value).doesNotContain("#");
	}

	@Tag("D9")
	@Test
	void decisionWhenClientIsAnotherThenNobodyElseGetsTheCode() {
		String other = this.deployment.register().clientId();
		Reply reply = ConsentForm.of(this.deployment, this.flow, "approve").with("client_id", other).send();
		if (this.deployment == Deployment.FACADE) {
			assertThat(reply.location()).startsWith(this.deployment.provider().issuer()).doesNotContain(other);
		}
		else {
			assertRefused(reply, 400);
		}
	}

	/** Nobody can push a request here (RFC 9126), so none that waits was pushed. */
	@Tag("D7")
	@Test
	void authorizeWhenHandleOfAPageIsShownAsRequestUriThenNotFollowed() {
		if (this.deployment == Deployment.FACADE) {
			return;
		}
		ConsentForm victims = ConsentForm.of(this.deployment, this.flow, "approve");
		CodeFlow attacker = this.deployment.client(this.flow.clientId());
		ConsentForm attackers = ConsentForm.of(this.deployment, attacker, "approve");
		String requestUri = "urn:ietf:params:oauth:request_uri:" + victims.field("state") + "___"
				+ Instant.now().plusSeconds(60).toEpochMilli();
		Map<String, String> request = attacker.request();
		request.put("request_uri", requestUri);
		assertThat(attacker.authorize(request).redirectParameters()).containsEntry("error",
				"request_uri_not_supported");
		assertRefused(attackers.and("request_uri", requestUri).send(), 400);
		assertThat(victims.send().redirectParameters()).containsKey("code");
	}

	@Tag("D10")
	@ParameterizedTest
	@ValueSource(strings = { "", "forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
	void decisionWhenCookieIsForgedThen403(String value) {
		ConsentForm form = ConsentForm.of(this.deployment, this.flow, "approve");
		String name = "JSESSIONID";
		if (this.deployment == Deployment.FACADE) {
			String cookie = this.flow.authorize(this.flow.request()).header("Set-Cookie");
			assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Domain");
			name = cookie.substring(0, cookie.indexOf('='));
		}
		assertRefused(form.sendFrom(new Http(), "Cookie", name + "=" + value), 403);
	}

	@Tag("D15")
	@Tag("E1")
	@ParameterizedTest
	@ValueSource(strings = { "deny", "", "Approve", "approve ", "true" })
	void decisionWhenNotApprovedThenAccessDeniedToTheClient(String decision) {
		Reply reply = ConsentForm.of(this.deployment, this.flow, "deny").with("decision", decision).send();
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(reply.redirectParameters()).containsEntry("error", "access_denied")
			.containsEntry("state", "a state & more")
			.containsEntry("iss", Deployment.BASE_URL)
			.doesNotContainKey("code");
	}

	/**
	 * In authorization-server mode this is an authorization request, and not a good one.
	 */
	@Tag("D16")
	@Test
	void decisionWhenItIsALinkThenRefused() {
		String link = ConsentForm.of(this.deployment, this.flow, "approve").asLink();
		assertRefused(this.flow.browser().get(link), (this.deployment == Deployment.FACADE) ? 405 : 400);
	}

	/** Who planted a session before the login has none after it. */
	@Tag("D20")
	@Test
	void loginWhenSessionIsFixedThenTheOldOneIsNotLoggedIn() {
		if (this.deployment == Deployment.FACADE) {
			return;
		}
		this.flow.authorize(this.flow.request());
		String planted = this.flow.browser().cookie("JSESSIONID");
		assertThat(planted).isNotNull();
		this.flow.consentPage(this.flow.request());
		assertThat(isAsked(this.flow.request())).isTrue();
		Reply attackers = new Http().get(url(this.flow.request()), "Cookie", "JSESSIONID=" + planted);
		assertThat(attackers.location()).isEqualTo(Deployment.BASE_URL + "/oauth2/login");
	}

	/** Whether a person who is logged in, where that comes first, is asked. */
	private boolean isAsked(Map<String, String> request, String... headers) {
		Reply reply = this.flow.browser().get(url(request), headers);
		return (this.deployment == Deployment.FACADE)
				? reply.status() == 200 && reply.body().contains("value=\"approve\"")
				: reply.location().startsWith(Deployment.BASE_URL + "/oauth2/consent?");
	}

	private String url(Map<String, String> request) {
		return this.deployment.server().url("/oauth2/authorize?" + Http.encode(request));
	}

	private static void assertRefused(Reply reply, int status) {
		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.location()).isNull();
		assertThat(reply.headerValues("Set-Cookie")).noneMatch((cookie) -> cookie.contains("mcp-login-"));
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
