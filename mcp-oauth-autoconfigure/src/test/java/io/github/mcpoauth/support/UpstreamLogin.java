package io.github.mcpoauth.support;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import com.nimbusds.jwt.JWTClaimsSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * The login of a client's user at an identity provider, step by step, between the
 * authorization request and the consent page of the embedded authorization server.
 */
public final class UpstreamLogin {

	public static final String CLIENT_ID = "the-server-at-the-provider";

	private final RunningServer server;

	private final TestProvider provider;

	private final String name;

	private final OAuthFlow flow;

	private UpstreamLogin(RunningServer server, TestProvider provider, String name, OAuthFlow flow) {
		this.server = server;
		this.provider = provider;
		this.name = name;
		this.flow = flow;
	}

	/** What an application needs to have its users log in at a provider. */
	public static String[] properties(TestProvider provider) {
		return new String[] { "mcp.oauth.mode=authorization-server", "mcp.oauth.resource.scopes=mcp:connect",
				"mcp.oauth.upstream.issuer-uri=" + provider.issuer(), "mcp.oauth.upstream.client-id=" + CLIENT_ID,
				"mcp.oauth.upstream.client-secret=s3cret" };
	}

	/** The one provider, with a browser and a client of its own. */
	public static UpstreamLogin at(RunningServer server, TestProvider provider) {
		return at(server, provider, "upstream", OAuthFlow.register(server));
	}

	public static UpstreamLogin at(RunningServer server, TestProvider provider, String name, OAuthFlow flow) {
		return new UpstreamLogin(server, provider, name, flow);
	}

	public OAuthFlow flow() {
		return this.flow;
	}

	public Http browser() {
		return this.flow.browser();
	}

	/** Begins the login; what comes back is the redirect to the provider. */
	public Reply start(String... headers) {
		return browser().get(this.server.url("/oauth2/login/with/" + this.name), headers);
	}

	/** Asks for authorization and begins the login. */
	public Reply ask() {
		this.flow.authorize(this.flow.request());
		return start();
	}

	/** The provider has a token for this login, right but for what is changed. */
	public Map<String, String> answer(Reply toProvider, Consumer<JWTClaimsSet.Builder> change) {
		String nonce = toProvider.redirectParameters().get("nonce");
		serve(this.provider.tokens().with((claims) -> {
			claims.claim("nonce", nonce).claim("email", "alice@example.com").claim("email_verified", true);
			change.accept(claims);
		}));
		return answer(toProvider);
	}

	public void serve(String idToken) {
		this.provider.answerToken(Map.of("access_token", "the-access-token-of-the-provider", "token_type", "Bearer",
				"expires_in", 300, "refresh_token", "the-refresh-token-of-the-provider", "id_token", idToken));
	}

	/** What the provider sends the browser back with. */
	public Map<String, String> answer(Reply toProvider) {
		Map<String, String> answer = new LinkedHashMap<>();
		answer.put("code", TestProvider.CODE);
		answer.put("state", toProvider.redirectParameters().get("state"));
		return answer;
	}

	public Reply callback(Map<String, String> answer) {
		return browser().get(this.server.url("/oauth2/login/code/" + this.name + "?" + Http.encode(answer)));
	}

	/** Logs in; what comes back is the redirect to where the login was needed. */
	public Reply login() {
		return login((claims) -> {
		});
	}

	public Reply login(Consumer<JWTClaimsSet.Builder> change) {
		return callback(answer(ask(), change));
	}

	/** Goes on after the login, to the page that asks for consent or refuses the user. */
	public Reply afterLogin(Reply loggedIn) {
		return this.flow.follow(this.flow.follow(loggedIn));
	}

	/** The tokens of a whole, successful flow. */
	public Map<String, Object> tokens(Consumer<JWTClaimsSet.Builder> change) {
		return tokens(login(change));
	}

	public Map<String, Object> tokens(Reply loggedIn) {
		Element page = Jsoup.parse(afterLogin(loggedIn).body());
		String code = this.flow.decide(page, "approve").redirectParameters().get("code");
		return this.flow.token(this.flow.tokenRequest(code)).json();
	}

	/** Whether the browser is logged in, so that a request for authorization goes on. */
	public boolean isLoggedIn() {
		return this.flow.authorize(this.flow.request()).location().contains("/oauth2/consent");
	}

}
