package io.github.mcpoauth.attack;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.TestTokens;
import io.github.mcpoauth.support.UpstreamLogin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that come to the callback and are not those of the provider that was asked, or
 * not for this browser.
 */
class CallbackAttackTests {

	private static TestProvider one;

	private static TestProvider other;

	private static TestServer server;

	private UpstreamLogin login;

	@BeforeAll
	static void start() {
		one = new TestProvider(UpstreamLogin.CLIENT_ID);
		one.announce("authorization_response_iss_parameter_supported", true);
		other = new TestProvider(UpstreamLogin.CLIENT_ID);
		server = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class },
				"mcp.oauth.upstreams.one.issuer-uri=" + one.issuer(),
				"mcp.oauth.upstreams.one.client-id=" + UpstreamLogin.CLIENT_ID,
				"mcp.oauth.upstreams.one.client-secret=s3cret",
				"mcp.oauth.upstreams.other.issuer-uri=" + other.issuer(),
				"mcp.oauth.upstreams.other.client-id=" + UpstreamLogin.CLIENT_ID);
	}

	@AfterAll
	static void stop() {
		server.close();
		one.close();
		other.close();
	}

	@BeforeEach
	void register() {
		one.server().resetRequests();
		other.server().resetRequests();
		this.login = at(one, "one");
	}

	private static UpstreamLogin at(TestProvider provider, String name) {
		return UpstreamLogin.at(server, provider, name, OAuthFlow.register(server));
	}

	private Map<String, String> rightAnswer() {
		Map<String, String> answer = this.login.answer(this.login.ask(), (claims) -> {
		});
		answer.put("iss", one.issuer());
		return answer;
	}

	private static void assertNothingWasRedeemed(Reply reply) {
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.location()).isNull();
		assertThat(one.posted("token")).isEmpty();
		assertThat(other.posted("token")).isEmpty();
	}

	@Test
	void callbackWhenAnswerIsRightThenUserIsLoggedIn() {
		assertThat(this.login.callback(rightAnswer()).status()).isEqualTo(302);
		assertThat(this.login.isLoggedIn()).isTrue();
	}

	@Tag("D13")
	@ParameterizedTest
	@ValueSource(strings = { "", "unknown", "a state & more" })
	void callbackWhenStateIsForgedThen400(String state) {
		Map<String, String> answer = rightAnswer();
		answer.put("state", state);
		assertNothingWasRedeemed(this.login.callback(answer));
	}

	@Tag("D13")
	@Test
	void callbackWhenStateIsMissingThen400() {
		Map<String, String> answer = rightAnswer();
		answer.remove("state");
		assertNothingWasRedeemed(this.login.callback(answer));
	}

	@Tag("C7")
	@Tag("D14")
	@Test
	void callbackWhenLoginWasBegunInAnotherBrowserThen400() {
		Map<String, String> attackers = rightAnswer();
		assertNothingWasRedeemed(at(one, "one").callback(attackers));
		UpstreamLogin victim = at(one, "one");
		victim.ask();
		assertNothingWasRedeemed(victim.callback(attackers));
	}

	@Tag("C8")
	@Test
	void callbackWhenComesTwiceThenSecondIs400AndCodeIsRedeemedOnce() {
		Map<String, String> answer = rightAnswer();
		assertThat(this.login.callback(answer).status()).isEqualTo(302);
		assertThat(this.login.callback(answer).status()).isEqualTo(400);
		assertThat(one.posted("token")).hasSize(1);
	}

	@Tag("E2")
	@Test
	void callbackWhenIssuerIsAnotherThen400() {
		Map<String, String> answer = rightAnswer();
		answer.put("iss", other.issuer());
		assertNothingWasRedeemed(this.login.callback(answer));
		answer.put("iss", one.issuer());
		assertNothingWasRedeemed(this.login.callback(answer));
	}

	@Tag("E2")
	@Test
	void callbackWhenAnnouncedIssuerIsMissingThen400() {
		Map<String, String> answer = rightAnswer();
		answer.remove("iss");
		assertNothingWasRedeemed(this.login.callback(answer));
	}

	/** RFC 9700 section 4.4.2: the code of one is not sent to the other. */
	@Tag("E2")
	@Test
	void callbackWhenItIsTheOneOfAnotherUpstreamThen400() {
		OAuthFlow flow = OAuthFlow.register(server);
		UpstreamLogin atOther = UpstreamLogin.at(server, other, "other", flow);
		Map<String, String> answer = atOther.answer(atOther.ask(), (claims) -> {
		});
		assertNothingWasRedeemed(UpstreamLogin.at(server, one, "one", flow).callback(answer));
	}

	@Test
	void callbackWhenParameterIsRepeatedThen400() {
		Map<String, String> answer = rightAnswer();
		Reply reply = this.login.browser()
			.get(server.url("/oauth2/login/code/one?" + Http.encode(answer) + "&code=another"));
		assertNothingWasRedeemed(reply);
	}

	@ParameterizedTest
	@MethodSource("wrongTokens")
	void callbackWhenIdTokenIsWrongThenUserIsNotLoggedIn(String what, Consumer<JWTClaimsSet.Builder> change) {
		Map<String, String> answer = this.login.answer(this.login.ask(), change);
		answer.put("iss", one.issuer());
		Reply reply = this.login.callback(answer);
		assertThat(reply.status()).isEqualTo(502);
		assertThat(reply.location()).isNull();
		assertThat(this.login.isLoggedIn()).isFalse();
	}

	static Stream<Arguments> wrongTokens() {
		return Stream.of(wrong("nonce of another login", (claims) -> claims.claim("nonce", "another")),
				wrong("no nonce", (claims) -> claims.claim("nonce", null)),
				wrong("another client's", (claims) -> claims.audience("another-client")),
				wrong("another party's",
						(claims) -> claims.audience(List.of(UpstreamLogin.CLIENT_ID, "another"))
							.claim("azp", "another")),
				wrong("another issuer's", (claims) -> claims.issuer(other.issuer())),
				wrong("no issuer", (claims) -> claims.issuer(null)),
				wrong("nobody's", (claims) -> claims.subject(null)),
				wrong("expired", (claims) -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120)))),
				wrong("for ever", (claims) -> claims.expirationTime(null)));
	}

	private static Arguments wrong(String what, Consumer<JWTClaimsSet.Builder> change) {
		return Arguments.of(what, change);
	}

	@Test
	void callbackWhenIdTokenIsSignedWithAnotherKeyThenUserIsNotLoggedIn() {
		Reply toProvider = this.login.ask();
		String nonce = toProvider.redirectParameters().get("nonce");
		TestTokens forger = new TestTokens(one.issuer(), UpstreamLogin.CLIENT_ID);
		this.login.serve(forger.with((claims) -> claims.claim("nonce", nonce)));
		assertRefused(toProvider);
	}

	/** An access token is no proof of a login (RFC 9068 section 2.1). */
	@Test
	void callbackWhenIdTokenIsAnAccessTokenThenUserIsNotLoggedIn() {
		Reply toProvider = this.login.ask();
		String nonce = toProvider.redirectParameters().get("nonce");
		this.login.serve(one.tokens()
			.with((header) -> header.type(new JOSEObjectType("at+jwt")), (claims) -> claims.claim("nonce", nonce)));
		assertRefused(toProvider);
	}

	@Test
	void callbackWhenThereIsNoIdTokenThenUserIsNotLoggedIn() {
		Reply toProvider = this.login.ask();
		one.answerToken(Map.of("access_token", "a-token", "token_type", "Bearer"));
		assertRefused(toProvider);
	}

	private void assertRefused(Reply toProvider) {
		Map<String, String> answer = this.login.answer(toProvider);
		answer.put("iss", one.issuer());
		assertThat(this.login.callback(answer).status()).isEqualTo(502);
		assertThat(this.login.isLoggedIn()).isFalse();
	}

	@Test
	void authorizeWhenThereAreTwoProvidersThenThePersonChooses() {
		OAuthFlow flow = OAuthFlow.register(server);
		Reply toLogin = flow.authorize(flow.request());
		assertThat(toLogin.location()).isEqualTo(server.url("/oauth2/login"));
		assertThat(flow.browser().get(toLogin.location()).body()).contains("/oauth2/login/with/one",
				"/oauth2/login/with/other");
	}

	@Test
	void startWhenUpstreamIsNotOneOfTheConfiguredThenItIsNotThere() {
		assertThat(new Http().get(server.url("/oauth2/login/with/another")).location()).isNull();
		assertThat(new Http().get(server.url("/oauth2/login/code/another?code=x&state=y")).status()).isEqualTo(401);
	}

}
