package io.github.mcpoauth.authorizationserver.login;

import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.support.ChangingClient;
import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.UpstreamLogin;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users of the embedded authorization server log in at an OpenID Connect provider.
 */
class FederatedLoginTests {

	private static TestProvider provider;

	private static TestServer server;

	private UpstreamLogin login;

	@BeforeAll
	static void start() {
		provider = new TestProvider(UpstreamLogin.CLIENT_ID);
		server = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class },
				UpstreamLogin.properties(provider));
	}

	@AfterAll
	static void stop() {
		server.close();
		provider.close();
	}

	@BeforeEach
	void register() {
		this.login = UpstreamLogin.at(server, provider);
	}

	@Test
	void flowWhenUserLogsInAtTheProviderThenClientGetsTokensOfThisServer() throws Exception {
		Map<String, Object> tokens = this.login.tokens((claims) -> {
		});
		JWTClaimsSet claims = claims(tokens);
		assertThat(claims.getIssuer()).isNotEqualTo(provider.issuer());
		assertThat(claims.getSubject()).isEqualTo(provider.issuer() + "|alice");
		Reply call = this.login.flow().callMcp((String) tokens.get("access_token"));
		assertThat(call.status()).isEqualTo(200);
		assertThat(call.json()).containsEntry("caller", provider.issuer() + "|alice");
	}

	private static JWTClaimsSet claims(Map<String, Object> tokens) throws ParseException {
		return SignedJWT.parse((String) tokens.get("access_token")).getJWTClaimsSet();
	}

	@Test
	void authorizeWhenThereIsOneProviderOnlyThenNoPageIsBetween() {
		Reply reply = this.login.flow().authorize(this.login.flow().request());
		assertThat(reply.location()).endsWith("/oauth2/login/with/upstream");
	}

	@Test
	void accountWhenNobodyIsLoggedInThenLoginAtTheProviderAndBack() {
		Reply toLogin = this.login.browser().get(server.url("/oauth2/account"));
		assertThat(toLogin.location()).isEqualTo(server.url("/oauth2/login/with/upstream"));
		Reply loggedIn = this.login.callback(this.login.answer(this.login.start(), (claims) -> {
		}));
		assertThat(loggedIn.location()).isEqualTo(server.url("/oauth2/account"));
		Reply account = this.login.browser().get(loggedIn.location());
		assertThat(account.status()).isEqualTo(200);
		assertThat(account.body()).contains("alice@example.com", "/oauth2/logout/confirm")
			.doesNotContain(provider.issuer() + "|");
	}

	/** No client waits, so there is nobody to be told. */
	@Test
	void accountWhenLoginIsCancelledThenPageAndNoRedirect() {
		this.login.browser().get(server.url("/oauth2/account"));
		Reply toProvider = this.login.start();
		Reply cancelled = this.login
			.callback(Map.of("error", "access_denied", "state", toProvider.redirectParameters().get("state")));
		assertThat(cancelled.status()).isEqualTo(403);
		assertThat(cancelled.location()).isNull();
		assertThat(cancelled.body()).contains("You are not signed in", "Try again").doesNotContain("<form");
		Reply loggedIn = this.login.callback(this.login.answer(this.login.start(), (claims) -> {
		}));
		assertThat(loggedIn.location()).isEqualTo(server.url("/oauth2/account"));
	}

	@Tag("L1")
	@Test
	void startWhenHostIsForgedThenRequestIsComplete() {
		Reply toProvider = this.login.start("Host", "evil.example");
		assertThat(toProvider.location()).startsWith(provider.issuer() + "/authorize?");
		assertThat(toProvider.redirectParameters()).containsEntry("response_type", "code")
			.containsEntry("client_id", UpstreamLogin.CLIENT_ID)
			.containsEntry("scope", "openid profile email")
			.containsEntry("code_challenge_method", "S256")
			.containsEntry("redirect_uri", server.url("/oauth2/login/code/upstream"))
			.containsKeys("state", "nonce")
			.doesNotContainKeys("resource", "audience", "code_verifier");
	}

	/** PKCE and client authentication towards the provider (attack B9). */
	@Tag("B9")
	@Test
	void callbackWhenCodeIsRedeemedThenWithVerifierAndSecret() {
		provider.server().resetRequests();
		Reply toProvider = this.login.ask();
		this.login.callback(this.login.answer(toProvider, (claims) -> {
		}));
		assertThat(provider.posted("token")).singleElement().satisfies((body) -> {
			assertThat(body).contains("grant_type=authorization_code", "code=" + TestProvider.CODE)
				.doesNotContain("s3cret");
			String verifier = List.of(body.split("&"))
				.stream()
				.filter((pair) -> pair.startsWith("code_verifier="))
				.findFirst()
				.orElseThrow()
				.substring("code_verifier=".length());
			assertThat(toProvider.redirectParameters()).containsEntry("code_challenge",
					ClientRequests.challenge(verifier));
		});
		String credentials = Base64.getEncoder().encodeToString((UpstreamLogin.CLIENT_ID + ":s3cret").getBytes());
		assertThat(provider.server().getAllServeEvents())
			.anyMatch((event) -> ("Basic " + credentials).equals(event.getRequest().getHeader("Authorization")));
	}

	/** The consent page says who consents in words that the user knows. */
	@Test
	void consentPageWhenUserHasANameThenShowsItEscaped() {
		Reply page = this.login
			.afterLogin(this.login.login((claims) -> claims.claim("preferred_username", "<b>alice</b>")));
		assertThat(page.body()).contains("&lt;b&gt;alice&lt;/b&gt;").doesNotContain("<b>alice");
	}

	@Test
	void consentPageWhenNameIsBlankThenShowsTheAddress() {
		Reply page = this.login.afterLogin(this.login.login((claims) -> claims.claim("preferred_username", " ")));
		assertThat(page.body()).contains("<strong>alice@example.com</strong>");
	}

	@Tag("D20")
	@Test
	void loginWhenSucceedsThenSessionHasAnotherIdAndTheOldOneIsOfNoUse() {
		Reply toProvider = this.login.ask();
		String before = this.login.browser().cookie("JSESSIONID");
		this.login.callback(this.login.answer(toProvider, (claims) -> {
		}));
		assertThat(before).isNotEqualTo(this.login.browser().cookie("JSESSIONID"));
		Reply old = new Http().get(server.url("/oauth2/authorize?" + Http.encode(this.login.flow().request())),
				"Cookie", "JSESSIONID=" + before);
		assertThat(old.location()).contains("/oauth2/login/with/");
		assertThat(this.login.isLoggedIn()).isTrue();
	}

	/**
	 * Anybody may have an account at the provider. Their login here is not one to the
	 * rest of the application.
	 */
	@Test
	void pageOfTheApplicationWhenUserIsLoggedInAtTheProviderThenIsAsClosedAsBefore() {
		this.login.login();
		assertThat(this.login.isLoggedIn()).isTrue();
		assertThat(this.login.browser().get(server.url("/page")).status())
			.isEqualTo(new Http().get(server.url("/page")).status())
			.isNotEqualTo(200);
	}

	/** What the provider says can't make a user somebody else here. */
	@Test
	void subjectWhenProviderNamesAnotherThenIsItsOwn() throws Exception {
		Map<String, Object> tokens = this.login
			.tokens((claims) -> claims.claim("mcp_oauth_subject", "admin").claim("mcp_oauth_upstream", "other"));
		assertThat(claims(tokens).getSubject()).isEqualTo(provider.issuer() + "|alice");
	}

	/** Fault FT9: the user can try again, and the client's request goes on. */
	@Tag("FT9")
	@Test
	void callbackWhenTokenEndpointFailsThenUserCanTryAgain() {
		Reply failed = failToRedeem();
		assertThat(failed.status()).isEqualTo(503);
		assertThat(failed.header("Retry-After")).isNotNull();
		assertThat(failed.location()).isNull();
		String again = Jsoup.parse(failed.body()).selectFirst("a.button").attr("href");
		assertThat(again).isEqualTo(server.url("/oauth2/login/with/upstream"));
		Reply toProvider = this.login.browser().get(again);
		Reply loggedIn = this.login.callback(this.login.answer(toProvider, (claims) -> {
		}));
		assertThat(this.login.afterLogin(loggedIn).body()).contains("A test client");
	}

	private Reply failToRedeem() {
		Reply toProvider = this.login.ask();
		provider.server().stubFor(post(urlEqualTo("/idp/token")).willReturn(serviceUnavailable()));
		return this.login.callback(this.login.answer(toProvider));
	}

	@Tag("FT9")
	@Test
	void callbackWhenTokenEndpointFailsThenUserCanHaveTheClientToldSo() {
		Reply answer = cancel(failToRedeem());
		assertThat(answer.status()).isEqualTo(303);
		assertThat(answer.location()).startsWith(ClientRequests.REDIRECT_URI + "?");
		assertThat(answer.redirectParameters()).containsEntry("error", "temporarily_unavailable")
			.containsEntry("state", this.login.flow().request().get("state"))
			.containsEntry("iss", server.url(""));
		assertThat(cancelAgain(failToRedeem())).isEqualTo(400);
	}

	private Reply cancel(Reply page) {
		return this.login.browser()
			.postForm(server.url("/oauth2/login/cancel"),
					OAuthFlow.fields(Jsoup.parse(page.body()).selectFirst("form")));
	}

	private int cancelAgain(Reply page) {
		cancel(page);
		return cancel(page).status();
	}

	/** Nobody is redirected to a host that nobody has approved without a click. */
	@Tag("D15")
	@Test
	void cancelWhenNotByTheFormThenNoRedirect() {
		Reply page = failToRedeem();
		Map<String, String> fields = OAuthFlow.fields(Jsoup.parse(page.body()).selectFirst("form"));
		String url = server.url("/oauth2/login/cancel");
		assertThat(this.login.browser().get(url + "?" + Http.encode(fields)).status()).isEqualTo(405);
		assertThat(this.login.browser().postForm(url, Map.of("error", fields.get("error"))).status()).isEqualTo(403);
		fields.put("error", "login_required");
		assertThat(this.login.browser().postForm(url, fields).status()).isEqualTo(400);
	}

	@Test
	void callbackWhenUserDeniesAtTheProviderThenClientIsToldAfterAClick() {
		Map<String, String> answer = this.login.answer(this.login.ask());
		answer.remove("code");
		answer.put("error", "access_denied");
		answer.put("error_description", "<script>alert(1)</script>");
		Reply page = this.login.callback(answer);
		assertThat(page.status()).isEqualTo(403);
		assertThat(page.location()).isNull();
		assertThat(page.body()).doesNotContain("<script");
		// Browsers hold the redirect after the form against it as well
		assertThat(page.header("Content-Security-Policy")).contains("form-action 'self' http: https:;");
		assertThat(cancel(page).redirectParameters()).containsEntry("error", "access_denied");
	}

	/** Only users may have documents of clients fetched. */
	@Test
	void callbackWhenLoginFailsAndClientIsADocumentThenItIsNotFetched() {
		try (TestServer here = TestServer.startWithoutUser(
				new Class<?>[] { TestApplication.class, ChangingClient.class }, UpstreamLogin.properties(provider))) {
			UpstreamLogin there = UpstreamLogin.at(here, provider, "upstream",
					OAuthFlow.withClientId(here, ChangingClient.ID));
			ChangingClient.setRedirectUri(ClientRequests.REDIRECT_URI);
			Map<String, String> answer = there.answer(there.ask());
			answer.remove("code");
			answer.put("error", "access_denied");
			Reply page = there.callback(answer);
			assertThat(page.status()).isEqualTo(403);
			assertThat(page.body()).doesNotContain("<form", "127.0.0.1:4567");
		}
	}

	/** RFC 7592 section 2.2: nobody is sent to where the client was before. */
	@Tag("A19")
	@Test
	void callbackWhenClientHasAnotherRedirectUriByNowThenItIsNotToldAnything() {
		try (TestServer here = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class },
				Stream
					.concat(Stream.of(UpstreamLogin.properties(provider)),
							Stream.of("mcp.oauth.registration.store=memory"))
					.toArray(String[]::new))) {
			Map<String, Object> client = new Http()
				.postJson(here.url("/oauth2/register"), ClientRequests.registration(""))
				.json();
			String id = (String) client.get("client_id");
			UpstreamLogin there = UpstreamLogin.at(here, provider, "upstream", OAuthFlow.withClientId(here, id));
			Map<String, String> answer = there.answer(there.ask());
			answer.remove("code");
			answer.put("error", "access_denied");
			Reply changed = new Http().send("PUT", (String) client.get("registration_client_uri"),
					"{\"client_id\":\"" + id + "\",\"redirect_uris\":[\"https://app.example.com/other\"]}",
					"Content-Type", "application/json", "Authorization",
					"Bearer " + client.get("registration_access_token"));
			assertThat(changed.status()).isEqualTo(200);
			Reply page = there.callback(answer);
			assertThat(page.status()).isEqualTo(403);
			assertThat(page.body()).doesNotContain("<form", "127.0.0.1:4567");
		}
	}

	/**
	 * The provider did not like the request of this server: a login there was refused.
	 */
	@ParameterizedTest
	@CsvSource({ "invalid_request, 502", "unauthorized_client, 502", "temporarily_unavailable, 503",
			"login_required, 403" })
	void callbackWhenProviderRefusesThenUserIsToldAndMayTryAgain(String error, int status) {
		Map<String, String> answer = this.login.answer(this.login.ask());
		answer.remove("code");
		answer.put("error", error);
		Reply page = this.login.callback(answer);
		assertThat(page.status()).isEqualTo(status);
		assertThat(page.body()).contains("/oauth2/login/with/upstream");
	}

	/** The provider can't be asked for its keys: that is no wrong token. */
	@Test
	void callbackWhenKeysCannotBeHadThen503() {
		try (TestProvider other = new TestProvider(UpstreamLogin.CLIENT_ID);
				TestServer here = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class },
						UpstreamLogin.properties(other))) {
			other.server().stubFor(get(urlEqualTo("/idp/keys")).willReturn(serviceUnavailable()));
			assertThat(UpstreamLogin.at(here, other).login().status()).isEqualTo(503);
		}
	}

	@Tag("FT1")
	@Test
	void startWhenMetadataCannotBeHadThen503() {
		try (TestProvider other = new TestProvider(UpstreamLogin.CLIENT_ID);
				TestServer here = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class },
						UpstreamLogin.properties(other))) {
			other.server()
				.stubFor(get(urlEqualTo("/idp/.well-known/openid-configuration")).willReturn(serviceUnavailable()));
			UpstreamLogin there = UpstreamLogin.at(here, other);
			Reply reply = there.ask();
			assertThat(reply.status()).isEqualTo(503);
			assertThat(reply.body()).contains("can&#39;t be reached at the moment");
		}
	}

	@Test
	void userInfoWhenProviderHasItThenAddsToTheIdToken() {
		try (TestProvider other = new TestProvider(UpstreamLogin.CLIENT_ID)) {
			other.announce("userinfo_endpoint", other.issuer() + "/userinfo");
			other.server()
				.stubFor(get(urlEqualTo("/idp/userinfo")).willReturn(
						okJson("{\"sub\":\"alice\",\"preferred_username\":\"al\",\"email\":\"x@evil.example\"}")));
			try (TestServer here = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class },
					UpstreamLogin.properties(other))) {
				UpstreamLogin there = UpstreamLogin.at(here, other);
				assertThat(there.afterLogin(there.login()).body()).contains("<strong>al</strong>");
				other.server()
					.stubFor(get(urlEqualTo("/idp/userinfo")).willReturn(okJson("{\"sub\":\"somebody else\"}")));
				assertThat(UpstreamLogin.at(here, other).login().status()).isEqualTo(502);
			}
		}
	}

}
