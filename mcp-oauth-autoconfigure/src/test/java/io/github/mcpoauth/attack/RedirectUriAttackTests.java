package io.github.mcpoauth.attack;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.CodeFlow;
import io.github.mcpoauth.support.Deployment;
import io.github.mcpoauth.support.EachLoginMode;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redirect URIs that are not the client's, or that no client should have (RFC 9700
 * section 4.1).
 */
@EachLoginMode
class RedirectUriAttackTests {

	private static final String[] REGISTERED = { "https://app.example/cb", ClientRequests.REDIRECT_URI,
			"com.example.app:/cb" };

	private final Deployment deployment;

	private final CodeFlow flow;

	RedirectUriAttackTests(Deployment deployment) {
		this.deployment = deployment;
		this.flow = deployment.client((String) register(REGISTERED).json().get("client_id"));
	}

	private Reply register(String... redirectUris) {
		return new Http().postJson(this.deployment.server().url("/oauth2/register"),
				new JsonMapper().writeValueAsString(Map.of("redirect_uris", redirectUris)));
	}

	@Tag("A1")
	@Tag("A3")
	@Tag("A5")
	@Tag("A7")
	@Tag("A8")
	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/cb", "https://app.example/cb/", "https://app.example/cb/..",
			"https://app.example/cb/../evil", "https://app.example/./cb", "https://app.example//cb",
			"https://app.example/cbx", "https://app.example/c", "https://app.example/", "https://app.example",
			"https://app.example/cb?", "https://app.example/cb?x=1", "https://app.example/cb%2f..%2fevil",
			"https://app.example/%63b", "https://app.example/CB", "https://app.example/cb;x", "https://app.example/cb#",
			"https://app.example/cb#f", "http://app.example/cb", "HTTPS://app.example/cb", "https://APP.example/cb",
			"https://app.example:443/cb", "https://app.example:8443/cb", "https://app.example./cb",
			"https://app.example.evil.com/cb", "https://evilapp.example/cb", "https://evil.com/https://app.example/cb",
			"https://app.example%2eevil.com/cb", "https://app.example%00.evil.com/cb", "https://xn--pp-eka.example/cb",
			"https://\uff41pp.example/cb", "https://app\u3002example/cb", "https://\u0430pp.example/cb",
			"com.example.app:/cb/", "com.example.app://cb", "com.example.app:/CB", "com.example.app:cb",
			"com.example.appx:/cb", "javascript:alert(1)", "data:text/html,x", "//app.example/cb", "/cb", "cb", " ",
			"" })
	void authorizeWhenRedirectUriIsNotRegisteredThenLocalErrorWithoutRedirect(String redirectUri) {
		assertLocalError(authorizeWith("redirect_uri", redirectUri));
	}

	@Tag("A9")
	@Tag("A10")
	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:4567/callback/", "http://127.0.0.1:4567/Callback",
			"http://127.0.0.1:4567/callback?x=1", "http://127.0.0.1:4567/callback#f", "https://127.0.0.1:4567/callback",
			"http://127.0.0.2:4567/callback", "http://[::1]:4567/callback", "http://localhost:4567/callback",
			"http://0.0.0.0:4567/callback", "http://127.1:4567/callback", "http://127.0.1:4567/callback",
			"http://0x7f.1:4567/callback", "http://0177.0.0.1:4567/callback", "http://2130706433:4567/callback",
			"http://[::ffff:127.0.0.1]:4567/callback", "http://127.0.0.1.evil.com:4567/callback",
			"http://127.0.0.1:4567.evil.com/callback", "http://127.0.0.1.:4567/callback",
			"http://127.0.0.1:99999/callback", "http://127.0.0.1:-1/callback", "http://127.0.0.1:4567:1/callback" })
	void authorizeWhenMoreThanThePortOfALoopbackUriDiffersThenLocalErrorWithoutRedirect(String redirectUri) {
		assertLocalError(authorizeWith("redirect_uri", redirectUri));
	}

	@Tag("A11")
	@ParameterizedTest
	@ValueSource(strings = { "https://app.example@evil.com/cb", "https://app.example:x@evil.com/cb",
			"https://evil.com\\@app.example/cb", "https://app.example\\@evil.com/cb", "https:\\\\app.example\\cb",
			"https://evil.com\\.app.example/cb", "https://app.example/cb\r\nX-Injected: 1", "https://app.example/cb\n",
			"\thttps://app.example/cb", "https://app.example/c\tb", "https://app.example/cb\0",
			"https://evil.com\0@app.example/cb", " https://app.example/cb", "https://app.example/cb ",
			"https://app.example /cb", "http://127.0.0.1:4567\\@evil.com/callback",
			"http://127.0.0.1:4567@evil.com/callback" })
	void authorizeWhenRedirectUriIsReadInTwoWaysThenLocalErrorWithoutRedirect(String redirectUri) {
		Reply reply = authorizeWith("redirect_uri", redirectUri);
		assertLocalError(reply);
		assertThat(reply.header("X-Injected")).isNull();
	}

	@Tag("A9")
	@ParameterizedTest
	@ValueSource(
			strings = { "http://127.0.0.1:1/callback", "http://127.0.0.1:65535/callback", "http://127.0.0.1/callback" })
	void flowWhenOnlyThePortOfALoopbackUriDiffersThenTheCodeGoesThereAndIsRedeemedWithIt(String redirectUri) {
		Map<String, String> request = this.flow.request();
		request.put("redirect_uri", redirectUri);
		Reply reply = this.flow.approve(request);
		assertThat(reply.location()).startsWith(redirectUri + "?");
		Map<String, String> redeem = this.flow.tokenRequest(reply.redirectParameters().get("code"));
		assertThat(this.flow.token(redeem).json()).containsEntry("error", "invalid_grant");
		redeem.put("redirect_uri", redirectUri);
		assertThat(this.flow.token(redeem).status()).isEqualTo(200);
	}

	@Tag("A17")
	@Test
	void flowWhenRedirectUriHasAPrivateUseSchemeThenTheCodeGoesThere() {
		Map<String, String> request = this.flow.request();
		request.put("redirect_uri", "com.example.app:/cb");
		assertThat(this.flow.approve(request).location()).startsWith("com.example.app:/cb?");
	}

	@Tag("A2")
	@ParameterizedTest
	@ValueSource(strings = { "unknown", "AAAA", "", " ", "\0", "the-facade", "<script>alert(1)</script>",
			"../../etc/passwd", "' OR '1'='1" })
	void authorizeWhenClientIsUnknownThenLocalErrorWithoutRedirect(String clientId) {
		Reply reply = authorizeWith("client_id", clientId);
		assertLocalError(reply);
		assertThat(reply.body()).doesNotContain("<script");
	}

	@Tag("A2")
	@Test
	void authorizeWhenClientIdIsAlteredThenLocalErrorWithoutRedirect() {
		String id = this.flow.clientId();
		for (String altered : new String[] { id + "A", id.substring(1), id.substring(0, id.length() - 1), "A" + id,
				id.toLowerCase(Locale.ROOT), id + id }) {
			assertLocalError(authorizeWith("client_id", altered));
		}
	}

	@Tag("A13")
	@Test
	void authorizeWhenRedirectUriIsAbsentThenLocalErrorAlthoughOneIsRegistered() {
		CodeFlow single = this.deployment.register();
		Map<String, String> request = single.request();
		request.remove("redirect_uri");
		assertLocalError(single.authorize(request));
	}

	@Tag("A14")
	@ParameterizedTest
	@CsvSource({ "scope, unknown", "scope, ''", "response_type, token", "response_type, ''", "response_mode, fragment",
			"code_challenge_method, plain", "code_challenge, ''", "resource, https://other.example/mcp",
			"request, eyJhbGciOiJub25lIn0.e30.", "request_uri, https://evil.example/r", "prompt, none" })
	void authorizeWhenRedirectUriAndAnotherParameterAreWrongThenLocalErrorWithoutRedirect(String name, String value) {
		Map<String, String> request = this.flow.request();
		request.put("redirect_uri", "https://evil.example/cb");
		request.put(name, value);
		assertLocalError(this.flow.authorize(request));
	}

	@Tag("A1")
	@Test
	void authorizeWhenRedirectUriIsThereTwiceThenLocalErrorWithoutRedirect() {
		String url = this.deployment.server().url("/oauth2/authorize?");
		String right = Http.encode(this.flow.request());
		String evil = Http.encode(Map.of("redirect_uri", "https://evil.example/cb"));
		assertLocalError(this.flow.browser().get(url + right + "&" + evil));
		assertLocalError(this.flow.browser().get(url + evil + "&" + right));
	}

	@Tag("A6")
	@Tag("A7")
	@Tag("A8")
	@Tag("A10")
	@Tag("A11")
	@Tag("A17")
	@ParameterizedTest
	@ValueSource(strings = { "javascript:alert(1)", "JaVaScRiPt:alert(1)", "\tjavascript:alert(1)", "data:text/html,x",
			"vbscript:x", "file:///etc/passwd", "blob:https://a.example/x", "about:blank", "view-source:https://a/",
			"//host/cb", "/cb", "", " ", "https:///cb", "https:cb", "https://a.example/cb#f", "https://a.example/cb#",
			"http://app.example/cb", "http://localhost.evil.com/cb", "http://127.0.0.1.evil.com/cb", "http://127.1/cb",
			"http://0x7f.1/cb", "http://2130706433/cb", "http://[::ffff:127.0.0.1]/cb", "http://0.0.0.0/cb",
			"http://localhost@evil.com/cb", "https://a.example\\@evil.com/cb", "https://a.example/c\0b",
			"https://a.example/c\r\nb", "https://a.example/c b", "https://\uff41.example/cb", "unlisted-app://cb" })
	void registerWhenRedirectUriIsDangerousThenInvalidRedirectUriAndNoClient(String redirectUri) {
		Reply reply = register("https://app.example/cb", redirectUri);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_redirect_uri").doesNotContainKey("client_id");
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

	@Tag("A15")
	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/cb", "https://app.example/cb", "http://127.0.0.1:4568/callback",
			"http://127.0.0.1:4567/callback/" })
	void tokenWhenRedirectUriIsAnotherThenInvalidGrantAndTheCodeIsStillGood(String redirectUri) {
		Map<String, String> right = this.flow.tokenRequest(this.flow.code());
		Map<String, String> wrong = new HashMap<>(right);
		wrong.put("redirect_uri", redirectUri);
		Reply reply = this.flow.token(wrong);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_grant");
		assertThat(this.flow.token(right).status()).isEqualTo(200);
	}

	/** RFC 9700 section 4.12: with 307 the browser would post the form to the client. */
	@Tag("A18")
	@ParameterizedTest
	@ValueSource(strings = { "approve", "deny" })
	void decisionWhenPostedThenRedirectIsFollowedWithGet(String decision) {
		Reply reply = ConsentForm.of(this.deployment, this.flow, decision).send();
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.location()).isNotNull();
	}

	private Reply authorizeWith(String name, String value) {
		Map<String, String> request = this.flow.request();
		request.put(name, value);
		return this.flow.authorize(request);
	}

	private static void assertLocalError(Reply reply) {
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.location()).isNull();
		assertThat(reply.headerValues("Set-Cookie")).isEmpty();
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
