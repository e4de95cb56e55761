package io.github.mcpoauth.facade;

import java.util.Map;

import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Authorization requests that the facade must not take as they are (RFC 6749 section
 * 4.1.2.1, RFC 9700 section 4).
 */
class FacadeAuthorizeTests {

	@RegisterExtension
	static final FacadeServer facade = FacadeServer.start();

	private final FacadeFlow flow = FacadeFlow.register(facade.server());

	@Tag("A1")
	@Tag("A3")
	@Tag("A5")
	@Tag("A9")
	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:4567/callback/", "http://127.0.0.1:4567/callback?x=1",
			"http://127.0.0.1:4567/CALLBACK", "http://127.0.0.2:4567/callback", "http://localhost:4567/callback",
			"https://127.0.0.1:4567/callback", "http://127.0.0.1.evil.example/callback", "javascript:alert(1)",
			"http://127.0.0.1:4567/callback#f", "https://u@127.0.0.1:4567/callback", "https://evil.example/callback",
			"" })
	void authorizeWhenRedirectUriIsNotRegisteredThenLocalErrorWithoutRedirect(String redirectUri) {
		assertLocalError(authorizeWith("redirect_uri", redirectUri));
	}

	@Tag("A9")
	@Test
	void authorizeWhenOnlyThePortOfALoopbackRedirectUriDiffersThenConsentIsAskedFor() {
		assertThat(authorizeWith("redirect_uri", "http://127.0.0.1:61234/callback").status()).isEqualTo(200);
	}

	@Tag("A13")
	@Test
	void authorizeWhenRedirectUriIsAbsentThenLocalError() {
		Map<String, String> request = this.flow.request();
		request.remove("redirect_uri");
		assertLocalError(this.flow.authorize(facade.server(), request));
	}

	@Tag("A2")
	@ParameterizedTest
	@ValueSource(strings = { "", "unknown", "the-facade", "<script>" })
	void authorizeWhenClientIsUnknownThenPageForPeopleWithoutRedirect(String clientId) {
		Reply reply = authorizeWith("client_id", clientId);
		assertLocalError(reply);
		assertThat(reply.body()).contains("This link does not work").doesNotContain("<script");
	}

	@Tag("A14")
	@ParameterizedTest
	@CsvSource({ "response_type, token", "code_challenge_method, plain", "resource, https://other.example/mcp" })
	void authorizeWhenRedirectUriAndAnotherParameterAreWrongThenLocalError(String name, String value) {
		Map<String, String> request = this.flow.request();
		request.put("redirect_uri", "https://evil.example/callback");
		request.put(name, value);
		assertLocalError(this.flow.authorize(facade.server(), request));
	}

	@Tag("B1")
	@Tag("B2")
	@Tag("B3")
	@Tag("E1")
	@Tag("F11")
	@ParameterizedTest
	@CsvSource({ "response_type, token, unsupported_response_type", "response_type, , unsupported_response_type",
			"response_mode, fragment, invalid_request", "code_challenge, , invalid_request",
			"code_challenge, short, invalid_request", "code_challenge_method, plain, invalid_request",
			"code_challenge_method, , invalid_request", "request, eyJhbGciOiJub25lIn0.e30., request_not_supported",
			"request_uri, https://evil.example/request, request_uri_not_supported",
			"resource, https://other.example/mcp, invalid_target", "resource, /mcp, invalid_target",
			"resource, javascript:alert(1), invalid_target", "resource, http://localhost:9999/mcp#f, invalid_target" })
	void authorizeWhenParameterIsWrongThenErrorRedirectWithStateAndIssuer(String name, String value, String error) {
		Reply reply = authorizeWith(name, (value != null) ? value : "");
		assertThat(reply.status()).isEqualTo(302);
		assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(reply.redirectParameters()).containsEntry("error", error)
			.containsEntry("iss", FacadeServer.BASE_URL)
			.containsEntry("state", "a state & more")
			.containsKey("error_description")
			.doesNotContainKey("code");
		assertThat(reply.header("Cache-Control")).contains("no-store");
		assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
	}

	@Tag("F12")
	@Test
	void authorizeWhenSeveralResourcesThenInvalidTarget() {
		Reply reply = this.flow.browser()
			.get(facade.server()
				.url("/oauth2/authorize?resource=" + FacadeServer.RESOURCE + "&resource=https://other.example/mcp&"
						+ Http.encode(this.flow.request())));
		assertThat(reply.redirectParameters()).containsEntry("error", "invalid_target");
	}

	@Test
	void authorizeWhenStateIsTooLongOrHasANulThenInvalidRequest() {
		assertThat(authorizeWith("state", "x".repeat(1024)).status()).isEqualTo(200);
		for (String state : new String[] { "x".repeat(1025), "a\0b" }) {
			assertThat(authorizeWith("state", state).redirectParameters()).containsEntry("error", "invalid_request");
		}
	}

	@Test
	void authorizeWhenParameterIsRepeatedThenLocalError() {
		for (String name : this.flow.request().keySet()) {
			assertLocalError(this.flow.browser()
				.get(facade.server().url("/oauth2/authorize?" + name + "=&" + Http.encode(this.flow.request()))));
		}
	}

	/** RFC 6749 section 3.3; clients ask for OpenID scopes whatever the metadata says. */
	@ParameterizedTest
	@CsvSource({ "extra openid unknown, extra", "openid profile, mcp:connect", "'\"quoted\"', mcp:connect",
			", mcp:connect" })
	void authorizeWhenScopesAreUnknownThenLeftOut(String requested, String shown) {
		Map<String, String> request = this.flow.request();
		if (requested != null) {
			request.put("scope", requested);
		}
		Element page = this.flow.consentPage(facade.server(), request);
		assertThat(page.select("input[name=scope]").eachAttr("value")).containsExactly(shown);
	}

	@Test
	void authorizeWhenMethodIsWrongThen405() {
		for (String method : new String[] { "POST", "PUT", "DELETE" }) {
			Reply reply = this.flow.browser().send(method, facade.server().url("/oauth2/authorize"), null);
			assertThat(reply.status()).as(method).isEqualTo(405);
			assertThat(reply.header("Allow")).isEqualTo("GET");
		}
	}

	@Tag("L1")
	@Tag("L2")
	@Test
	void authorizeWhenHeadersAreForgedThenPageStaysWithTheBaseUrl() {
		String url = facade.server().url("/oauth2/authorize?" + Http.encode(this.flow.request()));
		Reply forged = this.flow.browser()
			.get(url, "Host", "evil.example", "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https",
					"X-Forwarded-Prefix", "/evil", "Forwarded", "host=evil.example");
		assertThat(forged.body()).contains(FacadeServer.BASE_URL + "/oauth2/consent").doesNotContain("evil.example");
	}

	@Tag("L15")
	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/authorize", "/oauth2/consent", "/oauth2/callback" })
	void pageWhenCalledFromAnotherOriginThenNoCors(String path) {
		Reply reply = this.flow.browser().get(facade.server().url(path), "Origin", "https://other.example");
		assertThat(reply.header("Access-Control-Allow-Origin")).isNull();
	}

	@Tag("L15")
	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/token", "/oauth2/revoke", "/oauth2/register", "/token", "/register" })
	void endpointWhenPreflightedThenOpenToEveryOriginWithoutCredentials(String path) {
		Reply reply = this.flow.browser()
			.send("OPTIONS", facade.server().url(path), null, "Origin", "https://other.example",
					"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type");
		assertThat(reply.status()).isEqualTo(200);
		assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
		assertThat(reply.header("Access-Control-Allow-Credentials")).isNull();
	}

	/** Without these headers a page can't tell what to do about a refusal. */
	@Tag("L15")
	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/token", "/oauth2/revoke", "/oauth2/register", "/token", "/register" })
	void endpointWhenCalledFromAnotherOriginThenPagesMayReadWhatToDo(String path) {
		Reply reply = this.flow.browser().postJson(facade.server().url(path), "{}", "Origin", "https://other.example");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate", "Retry-After");
	}

	private Reply authorizeWith(String name, String value) {
		Map<String, String> request = this.flow.request();
		request.put(name, value);
		return this.flow.authorize(facade.server(), request);
	}

	private static void assertLocalError(Reply reply) {
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.location()).isNull();
		assertThat(reply.headerValues("Set-Cookie")).isEmpty();
		assertThat(reply.header("Cache-Control")).contains("no-store");
	}

}
