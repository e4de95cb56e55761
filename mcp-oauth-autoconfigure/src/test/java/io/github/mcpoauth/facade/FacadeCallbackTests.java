package io.github.mcpoauth.facade;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that come to the callback and are not the identity provider's, or not for this
 * browser (RFC 9700 sections 4.4, 4.5 and 4.7).
 */
@ExtendWith(OutputCaptureExtension.class)
class FacadeCallbackTests {

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start();

	private final FacadeFlow flow = FacadeFlow.register(facade.server());

	@Tag("D2")
	@Tag("D14")
	@Tag("C7")
	@Checklist("C7")
	@Test
	void callbackWhenBrowserIsAnotherThen403AndTheProviderIsNotAsked() {
		Map<String, String> answer = answer();
		int before = facade.provider().posted("token").size();
		Reply reply = new Http().get(facade.server().url("/oauth2/callback?" + Http.encode(answer)));
		assertThat(reply.status()).isEqualTo(403);
		assertThat(reply.location()).isNull();
		assertThat(facade.provider().posted("token")).hasSize(before);
	}

	/** A browser with a login of its own under way is another browser all the same. */
	@Tag("D2")
	@Test
	void callbackWhenStateIsOfAnotherLoginThen403() {
		Map<String, String> attackers = answer();
		FacadeFlow victim = FacadeFlow.withClientId(this.flow.clientId());
		victim.approve(facade.server(), victim.request());
		assertThat(victim.callback(facade.server(), attackers).status()).isEqualTo(403);
	}

	/** The cookie's name can be known, its value can't. */
	@Tag("D10")
	@ParameterizedTest
	@ValueSource(strings = { "", "forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
	void callbackWhenCookieIsForgedThen403(String value) {
		Reply toProvider = this.flow.approve(facade.server(), this.flow.request());
		String cookie = toProvider.headerValues("Set-Cookie")
			.stream()
			.filter((set) -> set.startsWith("mcp-login-"))
			.findFirst()
			.orElseThrow();
		Map<String, String> answer = Map.of("state", toProvider.redirectParameters().get("state"), "code",
				TestProvider.CODE);
		String url = facade.server().url("/oauth2/callback?" + Http.encode(answer));
		String name = cookie.substring(0, cookie.indexOf('=') + 1);
		assertThat(new Http().get(url, "Cookie", name + value).status()).isEqualTo(403);
		assertThat(new Http().get(url, "Cookie", cookie.substring(0, cookie.indexOf(';'))).status()).isEqualTo(302);
	}

	@Tag("C8")
	@Checklist("C7")
	@Test
	void callbackWhenComesTwiceThenSecondIs403() {
		Map<String, String> answer = answer();
		assertThat(this.flow.callback(facade.server(), answer).status()).isEqualTo(302);
		assertThat(this.flow.callback(facade.server(), answer).status()).isEqualTo(403);
	}

	@Tag("D13")
	@Checklist("C7")
	@ParameterizedTest
	@ValueSource(strings = { "", "unknown", "AAAA", "a state & more" })
	void callbackWhenStateIsForgedThen400(String state) {
		Map<String, String> answer = answer();
		answer.put("state", state);
		assertLocalError(this.flow.callback(facade.server(), answer), 400);
	}

	@Tag("D13")
	@Checklist("C7")
	@Test
	void callbackWhenStateIsMissingThen400() {
		assertLocalError(this.flow.callback(facade.server(), Map.of("code", TestProvider.CODE)), 400);
	}

	/** A sealed value of one kind is none of another. */
	@Tag("D13")
	@Test
	void callbackWhenStateIsAnotherSealedValueThen400() {
		Map<String, String> answer = answer();
		for (String other : new String[] { this.flow.clientId(), this.flow.code(facade.server()),
				FacadeFlow.fields(this.flow.consentPage(facade.server(), this.flow.request()), "approve")
					.get("state") }) {
			answer.put("state", other);
			assertLocalError(this.flow.callback(facade.server(), answer), 400);
		}
	}

	@Test
	void callbackWhenStateIsFromAnotherDeploymentThen400() {
		try (FacadeServer other = FacadeServer.start("mcp.oauth.secret=another-secret-of-32-or-more-characters")) {
			assertLocalError(this.flow.callback(other.server(), answer()), 400);
		}
	}

	@Tag("E2")
	@Test
	void callbackWhenIssuerIsAnotherThen400AndTheCodeGoesNowhere() {
		Map<String, String> answer = answer();
		answer.put("iss", "https://other.example");
		assertLocalError(this.flow.callback(facade.server(), answer), 400);
	}

	@Tag("E2")
	@Test
	void callbackWhenIssuerIsTheProviderThenAccepted() {
		Map<String, String> answer = answer();
		answer.put("iss", facade.provider().issuer());
		assertThat(this.flow.callback(facade.server(), answer).redirectParameters()).containsEntry("iss",
				FacadeServer.BASE_URL);
	}

	@Tag("E2")
	@Test
	void callbackWhenProviderAnnouncesIssuerAndSendsNoneThen400() {
		try (FacadeServer strict = FacadeServer.start("mcp.oauth.upstream.sends-issuer=true")) {
			FacadeFlow client = FacadeFlow.register(strict.server());
			assertLocalError(client.callback(strict.server(), client.approve(strict.server(), client.request())), 400);
		}
	}

	@ParameterizedTest
	@CsvSource({ "access_denied, access_denied", "invalid_scope, invalid_scope",
			"temporarily_unavailable, temporarily_unavailable", "login_required, access_denied",
			"consent_required, access_denied", "invalid_request, server_error", "unauthorized_client, server_error",
			"server_error, server_error", "anything, server_error" })
	void callbackWhenProviderRefusesThenClientGetsAnErrorItCanUse(String error, String passedOn) {
		Map<String, String> answer = answer();
		answer.remove("code");
		answer.put("error", error);
		answer.put("error_description", "AADSTS65004: \"no\"\r\nSet-Cookie: a=b <script>");
		Reply reply = this.flow.callback(facade.server(), answer);
		assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(reply.redirectParameters()).containsEntry("error", passedOn)
			.containsEntry("iss", FacadeServer.BASE_URL)
			.containsEntry("state", "a state & more")
			.doesNotContainKey("code");
		assertThat(reply.redirectParameters().get("error_description")).doesNotContain("\"", "\r", "\n");
		assertThat(reply.headerValues("Set-Cookie")).noneMatch((cookie) -> cookie.startsWith("a="));
	}

	/** What anybody can send here must not write lines of its own into the log. */
	@Test
	void callbackWhenErrorIsHostileThenItIsShortAndOneLineInTheLog(CapturedOutput output) {
		Map<String, String> answer = answer();
		answer.remove("code");
		answer.put("error", "odd\r\nforged line");
		answer.put("error_description", "why\nforged line " + "x".repeat(500));
		assertThat(this.flow.callback(facade.server(), answer).redirectParameters()).containsEntry("error",
				"server_error");
		assertThat(output.getAll().lines().filter((line) -> line.contains("forged line"))).singleElement()
			.asString()
			.contains("refused this server's authorization request", "odd", "why")
			.doesNotContain("x".repeat(200));
	}

	@Test
	void callbackWhenDescriptionIsLongThenCut() {
		Map<String, String> answer = answer();
		answer.remove("code");
		answer.put("error", "access_denied");
		answer.put("error_description", "x".repeat(500));
		assertThat(this.flow.callback(facade.server(), answer).redirectParameters()).containsEntry("error_description",
				"x".repeat(200));
	}

	@Test
	void callbackWhenProviderWasNeverReachedByThisInstanceThenTemporarilyUnavailable() {
		Map<String, String> answer = answer();
		try (FacadeServer other = FacadeServer.start("mcp.oauth.upstream.issuer-uri=http://localhost:1/never-there")) {
			assertThat(this.flow.callback(other.server(), answer).redirectParameters()).containsEntry("error",
					"temporarily_unavailable");
		}
	}

	/**
	 * No code has a NUL in it (RFC 6749 appendix A.11), and it separates what is sealed.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "", "a\0b", "\0ab" })
	void callbackWhenAnswerHasNeitherACodeNorAnErrorThen400(String code) {
		Map<String, String> answer = answer();
		answer.put("code", code);
		assertLocalError(this.flow.callback(facade.server(), answer), 400);
	}

	@Test
	void callbackWhenParameterIsRepeatedOrMethodIsWrongThenLocalError() {
		String url = facade.server().url("/oauth2/callback?" + Http.encode(answer()));
		assertLocalError(this.flow.browser().get(url + "&code=another"), 400);
		assertLocalError(this.flow.browser().postForm(url, Map.of()), 405);
	}

	@Tag("L10")
	@Tag("L11")
	@Test
	void redirectsWhenTheyHoldSecretsThenAreNotStoredAndLeaveNoReferrer() {
		Reply toProvider = this.flow.approve(facade.server(), this.flow.request());
		Reply toClient = this.flow.callback(facade.server(), toProvider);
		for (Reply reply : new Reply[] { toProvider, toClient }) {
			assertThat(reply.header("Cache-Control")).contains("no-store");
			assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
		}
	}

	private Map<String, String> answer() {
		Reply toProvider = this.flow.approve(facade.server(), this.flow.request());
		Map<String, String> answer = new LinkedHashMap<>();
		answer.put("state", toProvider.redirectParameters().get("state"));
		answer.put("code", TestProvider.CODE);
		return answer;
	}

	private static void assertLocalError(Reply reply, int status) {
		assertThat(reply.status()).isEqualTo(status);
		assertThat(reply.location()).isNull();
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
