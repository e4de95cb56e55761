package io.github.mcpoauth.authorizationserver.login;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.nimbusds.jwt.SignedJWT;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestGitHub;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Users of the embedded authorization server log in at GitHub, which does not do OpenID
 * Connect.
 */
class GitHubLoginTests {

	private TestGitHub github;

	private TestServer server;

	private OAuthFlow flow;

	@BeforeEach
	void startGitHub() {
		this.github = new TestGitHub();
	}

	@AfterEach
	void stop() {
		this.server.close();
		this.github.close();
	}

	private Reply login(String... more) {
		List<String> properties = new ArrayList<>(Arrays.asList(more));
		properties
			.addAll(List.of("mcp.oauth.upstream.provider=github", "mcp.oauth.upstream.issuer-uri=" + this.github.url(),
					"mcp.oauth.upstream.client-id=Iv1.abc", "mcp.oauth.upstream.client-secret=s3cret"));
		this.server = TestServer.startWithoutUser(new Class<?>[] { TestApplication.class },
				properties.toArray(String[]::new));
		this.flow = OAuthFlow.register(this.server);
		return TestGitHub.login(this.server, this.flow, "upstream");
	}

	private Reply afterLogin(Reply loggedIn) {
		return this.flow.browser().get(this.flow.browser().get(loggedIn.location()).location());
	}

	private void assertRefused(Reply loggedIn) {
		assertThat(loggedIn.status()).isEqualTo(302);
		assertThat(afterLogin(loggedIn).status()).isEqualTo(403);
	}

	private void assertAllowed(Reply loggedIn) {
		assertThat(loggedIn.status()).isEqualTo(302);
		assertThat(afterLogin(loggedIn).status()).isEqualTo(200);
	}

	@Test
	void flowWhenUserLogsInThenSubjectIsTheNumberAndNotTheName() throws Exception {
		Reply page = afterLogin(login());
		assertThat(page.body()).contains("<strong>octocat</strong>");
		String code = this.flow.decide(Jsoup.parse(page.body()), "approve").redirectParameters().get("code");
		String token = (String) this.flow.token(this.flow.tokenRequest(code)).json().get("access_token");
		assertThat(SignedJWT.parse(token).getJWTClaimsSet().getSubject()).isEqualTo(this.github.url() + "|583231");
		assertThat(this.flow.callMcp(token).status()).isEqualTo(200);
		assertThat(this.github.redeemed()).contains("code_verifier=", "redirect_uri=");
	}

	@Test
	void startWhenNoMembershipMattersThenNoScopeForOrganizationsIsAskedFor() {
		login();
		assertThat(start().redirectParameters()).containsEntry("scope", "read:user user:email")
			.containsEntry("code_challenge_method", "S256")
			.doesNotContainKey("nonce");
		assertThat(start().location()).startsWith(this.github.url() + "/login/oauth/authorize?");
	}

	private Reply start() {
		return this.flow.browser().get(this.server.url("/oauth2/login/with/upstream"));
	}

	@Test
	void organizationWhenUserIsAMemberThenAllowed() {
		this.github.organization("acme", "active");
		assertAllowed(login("mcp.oauth.upstream.login.allowed-organizations=Acme,other"));
		assertThat(start().redirectParameters()).containsEntry("scope", "read:user user:email read:org");
	}

	@Test
	void organizationWhenUserIsOnlyInvitedThenRefused() {
		this.github.organization("acme", "pending");
		assertRefused(login("mcp.oauth.upstream.login.allowed-organizations=acme"));
	}

	@Test
	void organizationWhenUserIsNoMemberThenRefused() {
		assertRefused(login("mcp.oauth.upstream.login.allowed-organizations=acme"));
	}

	@Test
	void teamWhenUserIsInItThenAllowed() {
		this.github.team("acme", "core-team", "active");
		assertAllowed(login("mcp.oauth.upstream.login.allowed-teams=acme/core-team"));
	}

	/** Each list counts. */
	@Test
	void teamWhenUserIsInItButNotInTheOrganizationThenRefused() {
		this.github.team("acme", "core-team", "active");
		assertRefused(login("mcp.oauth.upstream.login.allowed-teams=acme/core-team",
				"mcp.oauth.upstream.login.allowed-organizations=other"));
	}

	@Test
	void userWhenListedByNameInAnyCaseThenAllowed() {
		assertAllowed(login("mcp.oauth.upstream.login.allowed-users=OctoCat"));
	}

	/** A name can be given to somebody else, the number can't. */
	@Test
	void userWhenListedByNumberThenAllowed() {
		assertAllowed(login("mcp.oauth.upstream.login.allowed-users=583231"));
	}

	/** The name becomes part of the URL at which memberships are asked for. */
	@Test
	void callbackWhenNameOfTheUserIsAPathThenNobodyIsLoggedIn() {
		this.github.user("../octocat");
		this.github.team("acme", "core-team", "active");
		assertThat(login("mcp.oauth.upstream.login.allowed-teams=acme/core-team").status()).isEqualTo(503);
	}

	@Test
	void userWhenNotListedThenRefused() {
		assertRefused(login("mcp.oauth.upstream.login.allowed-users=octocat2,58323,shown@evil.example"));
	}

	@Test
	void emailDomainWhenPrimaryAddressIsVerifiedThenAllowed() {
		assertAllowed(login("mcp.oauth.upstream.login.allowed-email-domains=EXAMPLE.com"));
	}

	@Test
	void emailDomainWhenPrimaryAddressIsNotVerifiedThenRefused() {
		this.github.emails(false);
		assertRefused(login("mcp.oauth.upstream.login.allowed-email-domains=example.com"));
	}

	/** Neither what the profile shows nor a secondary address. */
	@Test
	void emailDomainWhenItIsThatOfAnotherAddressThenRefused() {
		assertRefused(login("mcp.oauth.upstream.login.allowed-email-domains=evil.example,example.org"));
	}

	/** GitHub answers errors with status 200. */
	@Tag("FT9")
	@Test
	void callbackWhenCodeIsRefusedThenSaysSo() {
		this.github.answerToken("{\"error\":\"bad_verification_code\",\"error_description\":\"The code is wrong\"}");
		Reply reply = login();
		assertThat(reply.status()).isEqualTo(502);
		assertThat(reply.body()).contains("can&#39;t be used");
	}

	@Test
	void callbackWhenSecretIsWrongThenIsForTheOperator() {
		this.github.answerToken("{\"error\":\"incorrect_client_credentials\",\"error_description\":\"wrong\"}");
		assertThat(login().status()).isEqualTo(503);
	}

}
