package io.github.mcpoauth.support;

import java.util.Map;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

/**
 * A GitHub Enterprise Server with one user, as its API documentation describes it.
 */
public final class TestGitHub implements AutoCloseable {

	private static final String TOKEN = "gho_the-token";

	private final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());

	public TestGitHub() {
		this.server.start();
		answerToken(
				"{\"access_token\":\"" + TOKEN + "\",\"scope\":\"read:user,user:email\",\"token_type\":\"bearer\"}");
		user("octocat");
		emails(true);
	}

	public String url() {
		return this.server.baseUrl();
	}

	public void answerToken(String body) {
		this.server.stubFor(post(urlEqualTo("/login/oauth/access_token")).willReturn(okJson(body)));
	}

	public void user(String login) {
		serve("/user", "{\"id\":583231,\"login\":\"" + login
				+ "\",\"name\":\"The Octocat\",\"email\":\"shown@evil.example\"}");
	}

	/** The second address is the primary one. */
	public void emails(boolean verified) {
		serve("/user/emails", "[{\"email\":\"other@example.org\",\"primary\":false,\"verified\":true},"
				+ "{\"email\":\"octocat@example.com\",\"primary\":true,\"verified\":" + verified + "}]");
	}

	public void organization(String name, String state) {
		serve("/user/memberships/orgs/" + name, "{\"state\":\"" + state + "\",\"role\":\"member\"}");
	}

	public void team(String organization, String team, String state) {
		serve("/orgs/" + organization + "/teams/" + team + "/memberships/octocat", "{\"state\":\"" + state + "\"}");
	}

	public void repositories(String body) {
		serve("/user/repositories", body);
	}

	/** The API wants the user's token; a path that is not served is a 404. */
	private void serve(String path, String body) {
		this.server.stubFor(get(urlEqualTo("/api/v3" + path)).withHeader("Authorization", equalTo("Bearer " + TOKEN))
			.willReturn(okJson(body)));
	}

	public String redeemed() {
		return this.server.findAll(postRequestedFor(urlEqualTo("/login/oauth/access_token"))).get(0).getBodyAsString();
	}

	/** Goes through the login, from the redirect to GitHub to the callback. */
	public static Reply login(TestServer server, OAuthFlow flow, String name) {
		flow.authorize(flow.request());
		Reply toGitHub = flow.browser().get(server.url("/oauth2/login/with/" + name));
		return flow.browser()
			.get(server.url("/oauth2/login/code/" + name + "?" + Http
				.encode(Map.of("code", TestProvider.CODE, "state", toGitHub.redirectParameters().get("state")))));
	}

	@Override
	public void close() {
		this.server.stop();
	}

}
