package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The authorization endpoint, before anybody is logged in (RFC 6749 section 4.1.2.1, RFC
 * 7636 section 4.4.1, RFC 8707 section 2, RFC 9207 section 2).
 */
class AuthorizeEndpointTests {

	@RegisterExtension
	static final TestServer server = TestServer.start("mcp.oauth.resource.scopes=mcp:connect",
			"mcp.oauth.scopes.extra.description=More");

	private final OAuthFlow flow = OAuthFlow.register(server);

	@Test
	void authorizeWhenRequestIsValidThenLoginIsAskedFor() {
		Reply reply = this.flow.authorize(this.flow.request());
		assertThat(reply.status()).isEqualTo(302);
		assertThat(reply.location()).isEqualTo(server.url("/oauth2/login"));
	}

	@Tag("A1")
	@Tag("A3")
	@Tag("A5")
	@Tag("A9")
	@ParameterizedTest
	@ValueSource(
			strings = { "https://evil.example/", "http://127.0.0.1:4567/callback/", "http://127.0.0.1:4567/callback/..",
					"http://127.0.0.1:4567/callbackx", "http://127.0.0.1:4567/callback?x=1",
					"http://127.0.0.1:4567/Callback", "http://127.0.0.1:4567/callback%2f..%2fevil",
					"http://[::1]:4567/callback", "http://localhost:4567/callback", "https://127.0.0.1:4567/callback",
					"http://127.0.0.2:4567/callback", "http://127.0.0.1.evil.example/callback",
					"http://127.1:4567/callback", "http://0x7f.1:4567/callback", "http://2130706433:4567/callback",
					"http://127.0.0.1:4567/callback#fragment", "http://user@127.0.0.1:4567/callback",
					"javascript:alert(1)", "http://127.0.0.1:4567\\@evil.example/callback",
					"http://127.0.0.1:4567/call\tback", "//127.0.0.1/callback", "/callback", "", " " })
	void authorizeWhenRedirectUriIsNotRegisteredThenLocalErrorWithoutRedirect(String redirectUri) {
		assertLocalError(withParameter("redirect_uri", redirectUri));
	}

	@Tag("A13")
	@Test
	void authorizeWhenRedirectUriIsAbsentThenLocalErrorWithoutRedirect() {
		Map<String, String> request = this.flow.request();
		request.remove("redirect_uri");
		assertLocalError(request);
	}

	@Tag("A14")
	@ParameterizedTest
	@CsvSource({ "scope,unknown", "response_type,token", "code_challenge_method,plain", "code_challenge,''",
			"resource,https://other.example/mcp" })
	void authorizeWhenRedirectUriAndAnotherParameterAreWrongThenLocalErrorWithoutRedirect(String name, String value) {
		Map<String, String> request = withParameter("redirect_uri", "https://evil.example/cb");
		request.put(name, value);
		assertLocalError(request);
	}

	@Tag("A2")
	@ParameterizedTest
	@ValueSource(strings = { "unknown", "AAAA", "", " ", "%00", "<script>alert(1)</script>" })
	void authorizeWhenClientIsUnknownThenPageForPeopleWithoutRedirect(String clientId) {
		Reply reply = assertLocalError(withParameter("client_id", clientId));
		assertThat(reply.header("Content-Type")).startsWith("text/html");
		assertThat(reply.body()).contains("This link does not work").doesNotContain("<script");
		assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
	}

	@Test
	void authorizeWhenClientIsUnknownAndJsonIsAcceptedThenJson() {
		Reply reply = this.flow.browser()
			.get(server.url("/oauth2/authorize?" + Http.encode(withParameter("client_id", "unknown"))), "Accept",
					"application/json");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_request");
		assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
	}

	@Tag("A9")
	@ParameterizedTest
	@ValueSource(
			strings = { "http://localhost:1/callback", "http://localhost:65535/callback", "http://localhost/callback" })
	void authorizeWhenOnlyThePortOfALoopbackRedirectUriDiffersThenAccepted(String redirectUri) {
		Reply registration = new Http().postJson(server.url("/oauth2/register"),
				"{\"redirect_uris\":[\"http://localhost:3000/callback\"]}");
		OAuthFlow localhost = OAuthFlow.withClientId(server, (String) registration.json().get("client_id"));
		Map<String, String> request = localhost.request();
		request.put("redirect_uri", redirectUri);
		assertThat(localhost.authorize(request).location()).isEqualTo(server.url("/oauth2/login"));
	}

	@Tag("B1")
	@Tag("B2")
	@Tag("B3")
	@ParameterizedTest
	@CsvSource({ "code_challenge,", "code_challenge_method,plain", "code_challenge_method,",
			"code_challenge_method,s256" })
	void authorizeWhenPkceIsMissingOrWeakThenErrorRedirectWithIssuer(String name, String value) {
		Map<String, String> request = withParameter(name, value);
		request.values().removeIf((parameter) -> parameter == null);
		assertErrorRedirect(request, "invalid_request");
	}

	@Tag("F11")
	@ParameterizedTest
	@ValueSource(strings = { "https://other.example/mcp", "/mcp", "javascript:alert(1)", "", "not a uri" })
	void authorizeWhenResourceIsNotOursThenInvalidTarget(String resource) {
		assertErrorRedirect(withParameter("resource", resource), "invalid_target");
	}

	@Tag("F11")
	@Test
	void authorizeWhenResourceHasFragmentThenInvalidTarget() {
		assertErrorRedirect(withParameter("resource", server.url("/mcp#fragment")), "invalid_target");
	}

	@Tag("F12")
	@Test
	void authorizeWhenSeveralResourcesThenInvalidTarget() {
		Reply reply = this.flow.browser()
			.get(server
				.url("/oauth2/authorize?" + Http.encode(this.flow.request()) + "&resource=https://other.example"));
		assertThat(reply.redirectParameters()).containsEntry("error", "invalid_target");
	}

	@Test
	void authorizeWhenResourceHasUpperCaseHostOrTrailingSlashThenAccepted() {
		String resource = server.url("/mcp").replace("http://localhost", "HTTP://LOCALHOST") + "/";
		assertThat(this.flow.authorize(withParameter("resource", resource)).location())
			.isEqualTo(server.url("/oauth2/login"));
	}

	@Test
	void authorizeWhenResourceIsAbsentThenAcceptedForClientsOf20250326() {
		Map<String, String> request = this.flow.request();
		request.remove("resource");
		assertThat(this.flow.authorize(request).location()).isEqualTo(server.url("/oauth2/login"));
	}

	@Test
	void authorizeWhenScopeIsUnknownThenInvalidScope() {
		assertErrorRedirect(withParameter("scope", "mcp:connect unknown"), "invalid_scope");
	}

	@Test
	void authorizeWhenParameterIsRepeatedThenLocalError() {
		for (String name : this.flow.request().keySet()) {
			if (!name.equals("resource")) {
				Reply reply = this.flow.browser()
					.get(server.url("/oauth2/authorize?" + name + "=&" + Http.encode(this.flow.request())));
				assertThat(reply.status()).as(name).isEqualTo(400);
				assertThat(reply.location()).as(name).isNull();
			}
		}
	}

	/** Only the consent form has several of them. */
	@Test
	void authorizeWhenScopeIsRepeatedThenLocalError() {
		Reply reply = this.flow.browser()
			.get(server.url("/oauth2/authorize?scope=extra&scope=mcp:connect&" + Http.encode(this.flow.request())));
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.location()).isNull();
	}

	/** RFC 6749 section 3.1: POST may be used as well, and needs no CSRF token. */
	@Test
	void authorizeWhenRequestIsPostedThenLoginIsAskedFor() {
		Reply reply = this.flow.browser().postForm(server.url("/oauth2/authorize"), this.flow.request());
		assertThat(reply.status()).isEqualTo(303);
		assertThat(reply.location()).isEqualTo(server.url("/oauth2/login"));
	}

	/** RFC 9700 section 2.6: pages that a person looks at are for no other origin. */
	@Tag("L15")
	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/authorize", "/oauth2/login", "/oauth2/consent" })
	void pageWhenCalledFromAnotherOriginThenNoCors(String path) {
		Reply reply = this.flow.browser()
			.get(server.url(path + "?" + Http.encode(this.flow.request())), "Origin", "https://other.example");
		assertThat(reply.header("Access-Control-Allow-Origin")).isNull();
		Reply preflight = this.flow.browser()
			.send("OPTIONS", server.url(path), null, "Origin", "https://other.example", "Access-Control-Request-Method",
					"POST");
		assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
	}

	/** What the firewall refuses isn't turned into a login or a 401. */
	@ParameterizedTest
	@ValueSource(strings = { "/oauth2/authorize;a", "/oauth2/token;a", "/oauth2/consent;a", "/oauth2/register;a" })
	void endpointWhenPathIsRefusedByTheFirewallThen400(String path) {
		Reply reply = RawHttp.send(server.port(), "GET " + path + " HTTP/1.1", "Host: localhost");
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.location()).isNull();
	}

	@Test
	void authorizeWhenMethodIsWrongThen405() {
		Reply reply = this.flow.browser().send("DELETE", server.url("/oauth2/authorize"), null);
		assertThat(reply.status()).isEqualTo(405);
		assertThat(reply.header("Allow")).isEqualTo("GET, POST");
	}

	@Tag("L2")
	@Test
	void authorizeWhenHostIsForgedThenRedirectsStayWithTheBaseUrl() {
		Reply reply = this.flow.browser()
			.get(server.url("/oauth2/authorize?" + Http.encode(this.flow.request())), "Host", "evil.example",
					"X-Forwarded-Host", "evil.example", "Forwarded", "host=evil.example");
		assertThat(reply.location()).isEqualTo(server.url("/oauth2/login"));
	}

	private Map<String, String> withParameter(String name, String value) {
		Map<String, String> request = this.flow.request();
		request.put(name, value);
		return request;
	}

	private Reply assertLocalError(Map<String, String> request) {
		Reply reply = this.flow.authorize(request);
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.location()).isNull();
		return reply;
	}

	private void assertErrorRedirect(Map<String, String> request, String error) {
		Reply reply = this.flow.authorize(request);
		assertThat(reply.status()).isEqualTo(302);
		assertThat(reply.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(reply.redirectParameters()).containsEntry("error", error)
			.containsEntry("state", "a state & more")
			.containsEntry("iss", server.url(""))
			.doesNotContainKey("code");
	}

}
