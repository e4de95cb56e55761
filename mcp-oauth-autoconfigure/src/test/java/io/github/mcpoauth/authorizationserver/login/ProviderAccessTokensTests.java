package io.github.mcpoauth.authorizationserver.login;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.http.Fault;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.mcpoauth.authorizationserver.login.ProviderApi.Client;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestGitHub;
import io.github.mcpoauth.support.TestProvider;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.support.UpstreamLogin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tools call the API of the provider that their callers have logged in at.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProviderAccessTokensTests {

	private final ProviderApi api = new ProviderApi();

	private TestServer server;

	@AfterEach
	void stop() {
		this.server.close();
		this.api.close();
	}

	private void start(String... more) {
		this.server = this.api.start(more);
	}

	private Client login(String user, Map<String, Object> tokens) {
		return this.api.login(this.server, user, tokens);
	}

	private String name(String user) {
		return this.api.provider().issuer() + "|" + user;
	}

	private void refuseRefresh(String error) {
		this.api.answerRefresh("refresh-1", aResponse().withStatus(400)
			.withBody("{\"error\":\"" + error + "\",\"error_description\":\"said the provider\"}"));
	}

	private static void assertFailed(Reply reply, String failure) {
		assertThat(reply.status()).isEqualTo(424);
		assertThat(reply.json()).containsEntry("failure", failure);
	}

	@Test
	void callWhenTokensAreKeptThenToolUsesTheCallersAndClientSeesNone(CapturedOutput output) {
		start(ProviderApi.KEEP);
		this.api.serve("access-of-alice", "what alice has");
		this.api.serve("access-of-bob", "what bob has");
		Client alice = login("alice", ProviderApi.tokens("access-of-alice", 300, "refresh-of-alice"));
		Client bob = login("bob", ProviderApi.tokens("access-of-bob", 300, "refresh-of-bob"));
		Reply reply = alice.call();
		assertThat(reply.json()).containsEntry("answer", "\"what alice has\"").containsEntry("caller", name("alice"));
		assertThat(bob.call().json()).containsEntry("answer", "\"what bob has\"");
		// RFC 6749 section 5.1: where the provider names no scopes, they are the ones
		// asked for
		assertThat(reply.body()).contains("provider=upstream", "[openid, profile, email]").doesNotContain("-of-alice");
		assertThat(alice.token()).doesNotContain("-of-alice");
		assertThat(output.getAll()).doesNotContain("-of-alice", "-of-bob");
		assertThat(this.api.refreshes()).isEmpty();
	}

	@Test
	void callWhenTokensAreNotKeptThenThereIsNoneAndThePropertyIsNamed() {
		start();
		Reply reply = login("alice", ProviderApi.tokens("access-of-alice", 300, "refresh-of-alice")).call();
		assertFailed(reply, "NoProviderAccessTokenException");
		assertThat((String) reply.json().get("message")).contains("login.keep-tokens");
		assertThat(reply.json()).containsEntry("login", "");
		assertThat(this.server.bean(TokenKeeper.class).find(name("alice"))).isNull();
	}

	/**
	 * Some providers count a second use as theft, and end the login (RFC 9700 4.14.2).
	 */
	@Tag("FT19")
	@Test
	void callWhenExpiredAndManyNeedItThenOneRefresh() throws Exception {
		start(ProviderApi.KEEP);
		this.api.serve("second", "something");
		Client alice = login("alice", ProviderApi.tokens("first", 2, "refresh-1"));
		this.api.answerRefresh("refresh-1", 300, ProviderApi.tokens("second", 300, "refresh-2"));
		ProviderApi.awaitExpiry();
		assertThat(ProviderApi.inParallel(Collections.nCopies(16, alice::call))).extracting(Reply::status)
			.containsOnly(200);
		assertThat(this.api.refreshes()).singleElement()
			.satisfies((body) -> assertThat(body).contains("refresh_token=refresh-1").doesNotContain("scope="));
	}

	@Tag("B3")
	@Test
	void callWhenExpiredForTwoUsersAtOnceThenEachHasTheirOwn() throws Exception {
		start(ProviderApi.KEEP);
		this.api.serve("second-of-alice", "what alice has");
		this.api.serve("second-of-bob", "what bob has");
		Client alice = login("alice", ProviderApi.tokens("first-of-alice", 2, "refresh-of-alice"));
		Client bob = login("bob", ProviderApi.tokens("first-of-bob", 2, "refresh-of-bob"));
		this.api.answerRefresh("refresh-of-alice", 700, ProviderApi.tokens("second-of-alice", 300, ""));
		this.api.answerRefresh("refresh-of-bob", 700, ProviderApi.tokens("second-of-bob", 300, ""));
		ProviderApi.awaitExpiry();
		assertThat(ProviderApi.inParallel(List.of(alice::call, bob::call)))
			.extracting((reply) -> reply.json().get("answer"))
			.containsExactly("\"what alice has\"", "\"what bob has\"");
	}

	/** Their name in the configuration was another one, and maybe their client too. */
	@Test
	void callWhenTokensAreOfAnUpstreamThatIsGoneThenLoginIsNeeded() {
		start(ProviderApi.KEEP);
		this.api.serve("former-access", "something");
		Client alice = login("alice", ProviderApi.tokens("first", 300, "refresh-1"));
		this.server.bean(TokenKeeper.class)
			.keep(new KeptTokens(name("alice"), "former", "former-access", System.currentTimeMillis(), null, null,
					List.of()));
		assertFailed(alice.call(), "NoProviderAccessTokenException");
	}

	@Test
	void refreshWhenTokenIsReplacedThenTheNextRefreshUsesTheNewOne() {
		start(ProviderApi.KEEP);
		this.api.serve("second", "2");
		this.api.serve("third", "3");
		this.api.serve("fourth", "4");
		Client alice = login("alice", ProviderApi.tokens("first", 2, "refresh-1"));
		this.api.answerRefresh("refresh-1", 0, ProviderApi.tokens("second", 2, "refresh-2"));
		this.api.answerRefresh("refresh-2", 0, ProviderApi.tokens("third", 2, ""));
		ProviderApi.awaitExpiry();
		assertThat(alice.call().json()).containsEntry("answer", "\"2\"");
		ProviderApi.awaitExpiry();
		assertThat(alice.call().json()).containsEntry("answer", "\"3\"");
		this.api.answerRefresh("refresh-2", 0, ProviderApi.tokens("fourth", 300, ""));
		ProviderApi.awaitExpiry();
		assertThat(alice.call().json()).containsEntry("answer", "\"4\"");
		assertThat(this.api.refreshes()).hasSize(3);
	}

	@Test
	void refreshWhenProviderSaysInvalidGrantThenLoginIsNeededAndHelps(CapturedOutput output) {
		start(ProviderApi.KEEP);
		Client alice = login("alice", ProviderApi.tokens("first", 2, "refresh-1"));
		refuseRefresh("invalid_grant");
		ProviderApi.awaitExpiry();
		Reply reply = alice.call();
		assertFailed(reply, "NoProviderAccessTokenException");
		assertFailed(alice.call(), "NoProviderAccessTokenException");
		assertThat(this.api.refreshes()).hasSize(1);
		String login = (String) reply.json().get("login");
		assertThat(login).isEqualTo(this.server.url("/oauth2/login/with/upstream"));
		this.api.serve("second", "something");
		Reply toProvider = alice.login().browser().get(login);
		Reply loggedIn = this.api.login(alice.login(), toProvider, "alice",
				ProviderApi.tokens("second", 300, "refresh-2"));
		assertThat(loggedIn.status()).isEqualTo(200);
		assertThat(alice.call().status()).isEqualTo(200);
		assertThat(output.getAll()).doesNotContain("refresh-1");
	}

	@Tag("FT9")
	@Test
	void refreshWhenProviderIsDownThenTokensStay() {
		start(ProviderApi.KEEP);
		this.api.serve("second", "something");
		Client alice = login("alice", ProviderApi.tokens("first", 2, "refresh-1"));
		this.api.answerRefresh("refresh-1", serviceUnavailable());
		ProviderApi.awaitExpiry();
		assertFailed(alice.call(), "UpstreamUnavailableException");
		TokenKeeper keeper = this.server.bean(TokenKeeper.class);
		assertThat(keeper.find(name("alice")).isClaimed(keeper.now())).isFalse();
		this.api.answerRefresh("refresh-1", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
		assertFailed(alice.call(), "UpstreamUnavailableException");
		refuseRefresh("invalid_scope");
		assertFailed(alice.call(), "UpstreamRefusedException");
		this.api.answerRefresh("refresh-1", 0, ProviderApi.tokens("second", 300, "refresh-2"));
		assertThat(alice.call().status()).isEqualTo(200);
	}

	/** The last quarter is for refreshing, and for outages. */
	@Test
	void refreshWhenProviderIsDownBeforeExpiryThenTheOldTokenIsGoodStill() {
		start(ProviderApi.KEEP);
		this.api.serve("first", "something");
		Client alice = login("alice", ProviderApi.tokens("first", 12, "refresh-1"));
		this.api.answerRefresh("refresh-1", serviceUnavailable());
		Awaitility.await()
			.pollInterval(Duration.ofMillis(200))
			.atMost(Duration.ofSeconds(12))
			.until(() -> alice.call().status() == 200 && !this.api.refreshes().isEmpty());
	}

	@Test
	void callWhenExpiredWithoutRefreshTokenThenLoginIsNeeded() {
		start(ProviderApi.KEEP);
		Client alice = login("alice", ProviderApi.tokens("first", 2, ""));
		ProviderApi.awaitExpiry();
		assertFailed(alice.call(), "NoProviderAccessTokenException");
		assertThat(this.api.refreshes()).isEmpty();
	}

	/** As Google does at the second consent. */
	@Test
	void loginWhenItBringsNoRefreshTokenThenTheOneFromBeforeStays() {
		start(ProviderApi.KEEP);
		this.api.serve("third", "something");
		login("alice", ProviderApi.tokens("first", 300, "refresh-1"));
		Client alice = login("alice", ProviderApi.tokens("second", 2, ""));
		this.api.answerRefresh("refresh-1", 0, ProviderApi.tokens("third", 300, ""));
		ProviderApi.awaitExpiry();
		assertThat(alice.call().status()).isEqualTo(200);
	}

	@Test
	void loginWhenUserIsNotAllowedThenTokensAreNotKept() {
		start(ProviderApi.KEEP, "mcp.oauth.upstream.login.allowed-users=alice");
		UpstreamLogin login = UpstreamLogin.at(this.server, this.api.provider());
		this.api.login(login, login.ask(), "bob", ProviderApi.tokens("access-of-bob", 300, "refresh-of-bob"));
		assertThat(this.server.bean(TokenKeeper.class).find(name("bob"))).isNull();
		login("alice", ProviderApi.tokens("access-of-alice", 300, "refresh-of-alice"));
		assertThat(this.server.bean(TokenKeeper.class).find(name("alice"))).isNotNull();
	}

	@Tag("M8")
	@Test
	void loginWhenUserIsNotAllowedAnyMoreThenTokensAreGone() {
		start(ProviderApi.KEEP, "mcp.oauth.upstream.login.allowed-claims.groups=staff");
		TokenKeeper keeper = this.server.bean(TokenKeeper.class);
		UpstreamLogin.at(this.server, this.api.provider()).login((claims) -> claims.claim("groups", "staff"));
		assertThat(keeper.find(name("alice"))).isNotNull();
		UpstreamLogin.at(this.server, this.api.provider()).login();
		assertThat(keeper.find(name("alice"))).isNull();
	}

	@Test
	void callWhenUserIsLocalThenThereIsNone() {
		start(ProviderApi.KEEP, "spring.security.user.name=alice", "spring.security.user.password=wonderland");
		OAuthFlow flow = OAuthFlow.register(this.server);
		Reply reply = flow.callMcp((String) flow.tokens().get("access_token"));
		assertFailed(reply, "NoProviderAccessTokenException");
		assertThat(reply.json()).containsEntry("login", "");
	}

	/** Whoever may name callers must not get at the tokens of users of this server. */
	@Tag("B3")
	@Test
	void callWhenAnotherIssuerNamesTheUserThenThereIsNone() {
		try (TestProvider other = new TestProvider("unused")) {
			start(ProviderApi.KEEP, "mcp.oauth.issuers.other.issuer-uri=" + other.issuer(),
					"mcp.oauth.issuers.other.audiences=unused");
			Client alice = login("alice", ProviderApi.tokens("first", 300, "refresh-1"));
			String forged = other.tokens()
				.with((claims) -> claims.subject(name("alice")).claim("scope", "mcp:connect"));
			Reply reply = alice.login().flow().callMcp(forged);
			assertFailed(reply, "NoProviderAccessTokenException");
		}
	}

	@Test
	void accountWhenTheLastGrantIsRevokedThenTokensAreGone() {
		start(ProviderApi.KEEP);
		this.api.serve("second", "something");
		Client first = login("alice", ProviderApi.tokens("first", 300, "refresh-1"));
		Client second = login("alice", ProviderApi.tokens("second", 300, "refresh-2"));
		TokenKeeper keeper = this.server.bean(TokenKeeper.class);
		String alice = name("alice");
		press(second, "revoke");
		assertThat(keeper.find(alice)).isNotNull();
		assertThat(Stream.of(first, second).map(Client::call).map(Reply::status)).containsExactlyInAnyOrder(200, 401);
		press(second, "revoke");
		assertThat(keeper.find(alice)).isNull();
		login("alice", ProviderApi.tokens("first", 300, "refresh-1"));
		login("alice", ProviderApi.tokens("second", 300, "refresh-2"));
		assertThat(keeper.find(alice)).isNotNull();
		press(second, "revoke-all");
		assertThat(keeper.find(alice)).isNull();
	}

	private void press(Client client, String button) {
		Element pressed = Jsoup.parse(client.login().browser().get(this.server.url("/oauth2/account")).body())
			.selectFirst("button[name=" + button + "]");
		Map<String, String> form = OAuthFlow.fields(pressed.closest("form"));
		form.put(button, pressed.attr("value"));
		assertThat(client.login().browser().postForm(this.server.url("/oauth2/account"), form).status()).isEqualTo(303);
	}

	/** GitHub says nothing of expiry, and separates scopes with commas. */
	@Test
	void callWhenTokenHasNoExpiryThenItIsNeverRefreshed() {
		try (TestGitHub github = new TestGitHub()) {
			Reply reply = callWithGitHub(github);
			assertThat(reply.json()).containsEntry("answer", "[{\"name\":\"hello-world\"}]");
			assertThat((String) reply.json().get("token")).contains("expiresAt=null", "[read:user, user:email]");
		}
	}

	/** With expiring tokens of a GitHub App, whose errors come with status 200. */
	@Test
	void refreshWhenGitHubRefusesTheRefreshTokenThenLoginIsNeeded() {
		try (TestGitHub github = new TestGitHub()) {
			github.answerToken("{\"access_token\":\"gho_the-token\",\"expires_in\":2,\"refresh_token\":\"ghr_1\","
					+ "\"token_type\":\"bearer\"}");
			assertThat(callWithGitHub(github).status()).isEqualTo(200);
			github.answerToken("{\"error\":\"bad_refresh_token\",\"error_description\":\"It is wrong\"}");
			ProviderApi.awaitExpiry();
			assertFailed(this.flow.callMcp(this.token), "NoProviderAccessTokenException");
		}
	}

	private OAuthFlow flow;

	private String token;

	private Reply callWithGitHub(TestGitHub github) {
		github.repositories("[{\"name\":\"hello-world\"}]");
		this.server = TestServer.startWithoutUser(new Class<?>[] { ProviderApiApplication.class },
				"mcp.oauth.upstreams.github.provider=github", "mcp.oauth.upstreams.github.issuer-uri=" + github.url(),
				"mcp.oauth.upstreams.github.client-id=Iv1.abc", "mcp.oauth.upstreams.github.client-secret=s3cret",
				"mcp.oauth.upstreams.github.login.keep-tokens=true", "test.api=" + github.url() + "/api/v3/user");
		this.flow = OAuthFlow.register(this.server);
		Reply loggedIn = TestGitHub.login(this.server, this.flow, "github");
		Reply page = this.flow.browser().get(this.flow.browser().get(loggedIn.location()).location());
		String code = this.flow.decide(Jsoup.parse(page.body()), "approve").redirectParameters().get("code");
		this.token = (String) this.flow.token(this.flow.tokenRequest(code)).json().get("access_token");
		return this.flow.callMcp(this.token);
	}

}
