package io.github.mcpoauth.authorizationserver.login;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.mcpoauth.support.AdmissionSwitch;
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
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may get tokens, of those who can log in.
 */
class AllowedUsersTests {

	private static final String LOGIN = "mcp.oauth.upstream.login.";

	private TestProvider provider;

	private TestServer server;

	private UpstreamLogin login;

	@BeforeEach
	void startProvider() {
		this.provider = new TestProvider(UpstreamLogin.CLIENT_ID);
	}

	@AfterEach
	void stop() {
		this.server.close();
		this.provider.close();
	}

	private void start(Class<?>[] sources, String... more) {
		String[] properties = Stream.concat(Arrays.stream(UpstreamLogin.properties(this.provider)), Arrays.stream(more))
			.toArray(String[]::new);
		this.server = TestServer.startWithoutUser(sources, properties);
		this.login = UpstreamLogin.at(this.server, this.provider);
	}

	private Reply page(Consumer<JWTClaimsSet.Builder> change, String... more) {
		start(new Class<?>[] { TestApplication.class }, more);
		return this.login.afterLogin(this.login.login(change));
	}

	/** The user is alice, with a verified address at example.com. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			allowed-users=alice                               | 200
			allowed-users=bob,Alice@Example.com               | 200
			allowed-users=Alice                               | 403
			allowed-users=bob                                 | 403
			allowed-users=octocat                             | 403
			allowed-email-domains=Example.com                 | 200
			allowed-email-domains=ample.com,sub.example.com   | 403
			allowed-claims.groups=staff                       | 200
			allowed-claims.groups=admins,staff                | 200
			allowed-claims.groups=Staff                       | 403
			allowed-claims.department=sales                   | 403
			allowed-claims.[realm_access.roles]=mcp           | 200
			allowed-claims.[realm_access.roles]=other         | 403
			""")
	void userWhenListsAreConfiguredThenIsLookedFor(String property, int status) {
		Reply page = page((claims) -> claims.claim("groups", List.of("all", "staff"))
			.claim("realm_access", Map.of("roles", List.of("mcp")))
			// What GitHub alone can say
			.claim("github_login", "octocat"), LOGIN + property);
		assertThat(page.status()).isEqualTo(status);
	}

	/** Neither its ID token nor its UserInfo endpoint can say whom GitHub knows. */
	@Test
	void userWhenAnotherProviderSaysWhatGitHubAloneCanSayThenRefused() {
		this.provider.announce("userinfo_endpoint", this.provider.issuer() + "/userinfo");
		this.provider.server()
			.stubFor(get(urlEqualTo("/idp/userinfo"))
				.willReturn(okJson("{\"sub\":\"alice\",\"github_login\":\"octocat\"}")));
		assertThat(page((claims) -> {
		}, LOGIN + "allowed-users=octocat").status()).isEqualTo(403);
	}

	/** An address that nobody has verified is anybody's. */
	@ParameterizedTest
	@CsvSource({ "allowed-users=alice@example.com", "allowed-email-domains=example.com" })
	void userWhenAddressIsNotVerifiedThenRefused(String property) {
		assertThat(page((claims) -> claims.claim("email_verified", false), LOGIN + property).status()).isEqualTo(403);
	}

	@Test
	void userWhenInOneListOfTwoThenRefused() {
		assertThat(page((claims) -> {
		}, LOGIN + "allowed-users=alice", LOGIN + "allowed-email-domains=other.example").status()).isEqualTo(403);
	}

	@Tag("D15")
	@Test
	void refusedUserWhenGoesBackThenClientIsToldAfterAClick() {
		Reply page = page((claims) -> {
		}, LOGIN + "allowed-users=bob");
		assertThat(page.location()).isNull();
		assertThat(page.body()).contains("not one of those that were given access")
			.contains("127.0.0.1:4567")
			.doesNotContain("bob", "value=\"approve\"");
		Reply answer = this.login.flow().decide(Jsoup.parse(page.body()), "deny");
		assertThat(answer.location()).startsWith(ClientRequests.REDIRECT_URI);
		assertThat(answer.redirectParameters()).containsEntry("error", "access_denied")
			.containsEntry("state", this.login.flow().request().get("state"))
			.containsEntry("iss", this.server.url(""));
	}

	/** The page is not what keeps the user out. */
	@Test
	void refusedUserWhenApprovesAllTheSameThenDenied() {
		Element form = Jsoup.parse(page((claims) -> {
		}, LOGIN + "allowed-users=bob").body()).selectFirst("form");
		Map<String, String> fields = OAuthFlow.fields(form);
		fields.put("decision", "approve");
		fields.put("scope", "mcp:connect");
		Reply answer = this.login.browser().postForm(this.server.url("/oauth2/authorize"), fields);
		assertThat(answer.redirectParameters()).containsEntry("error", "access_denied").doesNotContainKey("code");
	}

	@Tag("M8")
	@Test
	void refreshWhenUserIsNotAllowedAnyMoreThenGrantIsOver() {
		start(new Class<?>[] { TestApplication.class, AdmissionSwitch.class });
		Map<String, Object> tokens = this.login.tokens((claims) -> {
		});
		Map<String, String> refresh = this.login.flow().refreshRequest((String) tokens.get("refresh_token"));
		AtomicBoolean allowed = this.server.bean(AtomicBoolean.class);
		allowed.set(false);
		assertRefused(this.login.flow().token(refresh));
		allowed.set(true);
		assertRefused(this.login.flow().token(refresh));
	}

	@Tag("M8")
	@Test
	void codeWhenUserIsNotAllowedAnyMoreThenNoTokens() {
		start(new Class<?>[] { TestApplication.class, AdmissionSwitch.class });
		Element page = Jsoup.parse(this.login.afterLogin(this.login.login()).body());
		String code = this.login.flow().decide(page, "approve").redirectParameters().get("code");
		this.server.bean(AtomicBoolean.class).set(false);
		assertRefused(this.login.flow().token(this.login.flow().tokenRequest(code)));
	}

	private static void assertRefused(Reply reply) {
		assertThat(reply.status()).isEqualTo(400);
		assertThat(reply.json()).containsEntry("error", "invalid_grant");
	}

	/** A name that somebody chose is not to be taken for a user of the provider. */
	@Test
	void localUserWhenNameIsThatOfAProvidersUserThenRefused() {
		this.server = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class },
				"spring.security.user.name=https://idp.example|alice", "spring.security.user.password=wonderland");
		OAuthFlow flow = OAuthFlow.register(this.server);
		flow.authorize(flow.request());
		Reply loggedIn = flow.login("https://idp.example|alice", "wonderland");
		Reply page = flow.browser().get(flow.browser().get(loggedIn.location()).location());
		assertThat(page.status()).isEqualTo(403);
		assertThat(page.body()).contains("told from one of an identity provider");
	}

	@Test
	void loginPageWhenThereAreLocalUsersAndProvidersThenOffersBoth() {
		this.server = TestServer.start(new Class<?>[] { TestApplication.class },
				Stream
					.concat(Arrays.stream(UpstreamLogin.properties(this.provider)),
							Stream.of(LOGIN + "label=<b>Corp</b>"))
					.toArray(String[]::new));
		OAuthFlow flow = OAuthFlow.register(this.server);
		Reply toLogin = flow.authorize(flow.request());
		assertThat(toLogin.location()).endsWith("/oauth2/login");
		Reply page = flow.browser().get(toLogin.location());
		assertThat(page.body()).contains("Continue with &lt;b&gt;Corp&lt;/b&gt;").doesNotContain("<b>Corp");
		assertThat(Jsoup.parse(page.body()).selectFirst("a.button").attr("href"))
			.isEqualTo(this.server.url("/oauth2/login/with/upstream"));
		assertThat(flow.login().status()).isEqualTo(303);
		assertThat(new Http().get(this.server.url("/oauth2/login")).body()).contains("password");
	}

	/** Who logs in again as somebody else is that one. */
	@Test
	void userWhenLogsInLocallyAfterTheProviderThenIsTheLocalOne() {
		this.server = TestServer.start(new Class<?>[] { TestApplication.class },
				UpstreamLogin.properties(this.provider));
		this.login = UpstreamLogin.at(this.server, this.provider);
		assertThat(this.login.afterLogin(this.login.login((claims) -> claims.claim("preferred_username", "al"))).body())
			.contains("<strong>al</strong>");
		this.login.flow().login();
		Reply consent = this.login.browser().get(this.login.flow().authorize(this.login.flow().request()).location());
		assertThat(consent.body()).contains("<strong>alice</strong>");
	}

}
