package io.github.mcpoauth.attack;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way through the identity provider behind the facade, of which an attacker sees and
 * sends what goes through browsers (RFC 9700 sections 4.4, 4.5 and 4.7). See
 * {@link CallbackAttackTests} for logins of users at a provider.
 */
class ProviderAnswerAttackTests {

	private final Deployment deployment = Deployment.FACADE;

	private final TestProvider provider = this.deployment.provider();

	private final CodeFlow flow = this.deployment.register();

	@Tag("B9")
	@Test
	void flowWhenProviderIsAskedThenWithAPkcePairThatTheClientDoesNotKnow() {
		Reply toProvider = approve(this.flow);
		assertThat(toProvider.location()).startsWith(this.provider.issuer() + "/authorize?")
			.doesNotContain(this.flow.request().get("code_challenge"));
		assertThat(toProvider.redirectParameters()).containsEntry("code_challenge_method", "S256");
		assertThat(toProvider.redirectParameters().get("code_challenge")).hasSize(43);
		Reply toClient = callback(this.flow, this.provider.login(toProvider));
		int before = redeemed();
		this.flow.token(this.flow.tokenRequest(toClient.redirectParameters().get("code")));
		assertThat(this.provider.posted("token").subList(before, redeemed())).singleElement()
			.asString()
			.contains("code_verifier=")
			.doesNotContain(ClientRequests.VERIFIER);
	}

	/** The attacker approves, and has the victim log in. */
	@Tag("D2")
	@Tag("D14")
	@Tag("C7")
	@Test
	void callbackWhenBrowserIsAnotherThen403AndTheProviderIsNotAsked() {
		Map<String, String> answer = this.provider.login(approve(this.flow));
		int before = redeemed();
		CodeFlow victim = this.deployment.client(this.flow.clientId());
		assertRefused(callback(victim, answer), 403);
		approve(victim);
		assertRefused(callback(victim, answer), 403);
		assertThat(redeemed()).isEqualTo(before);
	}

	/** The attacker's code in the victim's login: it is of another PKCE pair. */
	@Tag("C7")
	@Test
	void flowWhenCodeOfTheProviderIsInjectedThenNobodyGetsTokensForIt() {
		CodeFlow attacker = this.deployment.client(this.flow.clientId());
		Map<String, String> attackers = this.provider.login(approve(attacker));
		Map<String, String> victims = new HashMap<>(this.provider.login(approve(this.flow)));
		victims.put("code", attackers.get("code"));
		String code = callback(this.flow, victims).redirectParameters().get("code");
		Reply reply = this.flow.token(this.flow.tokenRequest(code));
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_grant");
	}

	@Tag("C8")
	@Test
	void callbackWhenComesTwiceThenSecondIs403AndTheCodeIsRedeemedOnce() {
		Map<String, String> answer = this.provider.login(approve(this.flow));
		int before = redeemed();
		String code = callback(this.flow, answer).redirectParameters().get("code");
		assertRefused(callback(this.flow, answer), 403);
		assertThat(this.flow.token(this.flow.tokenRequest(code)).status()).isEqualTo(200);
		assertThat(redeemed()).isEqualTo(before + 1);
	}

	@Tag("D3")
	@Test
	void authorizeWhenNobodyApprovedThenNoLoginIsBoundAndNoStateIsThere() {
		Reply page = this.flow.authorize(this.flow.request());
		assertThat(page.headerValues("Set-Cookie")).singleElement().asString().startsWith("mcp-consent-");
		String state = ConsentForm.of(this.deployment, this.flow, "approve").field("state");
		assertRefused(callback(this.flow, Map.of("state", state, "code", TestProvider.CODE)), 400);
		ConsentForm denied = ConsentForm.of(this.deployment, this.flow, "deny");
		assertThat(denied.send().headerValues("Set-Cookie")).noneMatch((cookie) -> cookie.contains("mcp-login-"));
	}

	@Tag("D10")
	@ParameterizedTest
	@ValueSource(strings = { "", "forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
	void callbackWhenCookieIsForgedThen403(String value) {
		Reply toProvider = approve(this.flow);
		String cookie = toProvider.headerValues("Set-Cookie")
			.stream()
			.filter((set) -> set.startsWith("mcp-login-"))
			.findFirst()
			.orElseThrow();
		assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Domain");
		String url = callbackUrl(this.provider.login(toProvider));
		String name = cookie.substring(0, cookie.indexOf('=') + 1);
		assertRefused(new Http().get(url, "Cookie", name + value), 403);
	}

	@Tag("D13")
	@ParameterizedTest
	@ValueSource(strings = { "", "unknown", "AAAA", "a state & more", "\0" })
	void callbackWhenStateIsForgedThen400(String state) {
		Map<String, String> answer = new HashMap<>(this.provider.login(approve(this.flow)));
		answer.put("state", state);
		assertRefused(callback(this.flow, answer), 400);
		answer.remove("state");
		assertRefused(callback(this.flow, answer), 400);
	}

	@Tag("D13")
	@Test
	void callbackWhenStateIsAlteredOrOfAnotherKindThen400() {
		Map<String, String> answer = new HashMap<>(this.provider.login(approve(this.flow)));
		String state = answer.get("state");
		for (String other : new String[] { state + "A", state.substring(1), state.substring(0, state.length() / 2),
				this.flow.clientId(), this.flow.code() }) {
			answer.put("state", other);
			assertRefused(callback(this.flow, answer), 400);
		}
	}

	@Tag("E2")
	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", Deployment.BASE_URL, "", "null" })
	void callbackWhenIssuerIsAnotherThen400AndTheCodeGoesNowhere(String issuer) {
		Map<String, String> answer = new HashMap<>(this.provider.login(approve(this.flow)));
		int before = redeemed();
		answer.put("iss", issuer);
		assertRefused(callback(this.flow, answer), 400);
		answer.put("iss", this.provider.issuer());
		assertRefused(callback(this.flow, answer), 403);
		assertThat(redeemed()).isEqualTo(before);
	}

	/** RFC 8414 section 3.3: who answers in another's name leads nobody anywhere. */
	@Tag("E4")
	@Test
	void consentWhenMetadataIsOfAnotherIssuerThenNobodyIsSentToIt() {
		try (FacadeServer facade = FacadeServer.start()) {
			facade.provider().announce("issuer", "https://evil.example");
			FacadeFlow client = FacadeFlow.register(facade.server());
			Reply reply = client.approve(facade.server(), client.request());
			assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
			assertThat(reply.redirectParameters()).containsEntry("error", "temporarily_unavailable")
				.containsEntry("iss", Deployment.BASE_URL);
		}
	}

	private int redeemed() {
		return this.provider.posted("token").size();
	}

	private Reply approve(CodeFlow client) {
		return ConsentForm.of(this.deployment, client, "approve").send();
	}

	private Reply callback(CodeFlow client, Map<String, String> answer) {
		return client.browser().get(callbackUrl(answer));
	}

	private String callbackUrl(Map<String, String> answer) {
		return this.deployment.server().url("/oauth2/callback?" + Http.encode(answer));
	}

	private static void assertRefused(Reply reply, int status) {
		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.location()).isNull();
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
