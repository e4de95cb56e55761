package io.github.mcpoauth.support;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code flow of a client and its user, step by step, against the
 * embedded authorization server.
 */
public final class OAuthFlow implements CodeFlow {

	private final RunningServer server;

	private final String contextPath;

	private final @Nullable String baseUrl;

	private final Http browser;

	private final ClientRequests requests;

	private OAuthFlow(RunningServer server, String contextPath, String clientId) {
		this(server, contextPath, null, new Http(), new ClientRequests(clientId, server.url(contextPath + "/mcp")));
	}

	private OAuthFlow(RunningServer server, String contextPath, @Nullable String baseUrl, Http browser,
			ClientRequests requests) {
		this.server = server;
		this.contextPath = contextPath;
		this.baseUrl = baseUrl;
		this.browser = browser;
		this.requests = requests;
	}

	/** Registers a client with {@link ClientRequests#REDIRECT_URI}. */
	public static OAuthFlow register(RunningServer server) {
		return register(server, "");
	}

	/** Registers a client at an application below a context path. */
	public static OAuthFlow register(RunningServer server, String contextPath) {
		Reply reply = new Http().postJson(server.url(contextPath + "/oauth2/register"),
				ClientRequests.registration(""));
		return new OAuthFlow(server, contextPath, (String) reply.json().get("client_id"));
	}

	/** Registers a client at an application that says it is elsewhere. */
	public static OAuthFlow registerBehind(RunningServer server, String baseUrl) {
		return behind(server, baseUrl, register(server).clientId());
	}

	/** A client of an application that says it is elsewhere. */
	public static OAuthFlow behind(RunningServer server, String baseUrl, String clientId) {
		return new OAuthFlow(server, "", baseUrl, new Http(), new ClientRequests(clientId, baseUrl + "/mcp"));
	}

	/** The same client and browser, led to another instance. */
	public OAuthFlow at(RunningServer other) {
		return new OAuthFlow(other, this.contextPath, this.baseUrl, this.browser, this.requests);
	}

	public static OAuthFlow withClientId(RunningServer server, String clientId) {
		return new OAuthFlow(server, "", clientId);
	}

	private String url(String path) {
		return this.server.url(this.contextPath + path);
	}

	@Override
	public ClientRequests requests() {
		return this.requests;
	}

	@Override
	public Http browser() {
		return this.browser;
	}

	@Override
	public Reply authorize(Map<String, String> request) {
		return this.browser.get(url("/oauth2/authorize?" + Http.encode(request)));
	}

	/** Logs in; what comes back is the redirect to where the login was needed. */
	public Reply login() {
		return login("alice", "wonderland");
	}

	public Reply login(String user, String password) {
		Element form = Jsoup.parse(this.browser.get(url("/oauth2/login")).body()).selectFirst("form");
		Map<String, String> fields = fields(form);
		fields.put("username", user);
		fields.put("password", password);
		return this.browser.postForm(url("/oauth2/login"), fields);
	}

	@Override
	public Element consentPage(Map<String, String> request) {
		authorize(request);
		Reply afterLogin = login();
		Reply toConsent = follow(afterLogin);
		return Jsoup.parse(follow(toConsent).body());
	}

	/** Goes where a redirect leads, at this instance. */
	public Reply follow(Reply redirect) {
		String location = redirect.location();
		return this.browser.get((this.baseUrl != null) ? location.replace(this.baseUrl, url("")) : location);
	}

	/** Presses a button of the consent page. */
	public Reply decide(Element page, String decision) {
		return this.browser.post(url("/oauth2/authorize"), "application/x-www-form-urlencoded", form(page, decision));
	}

	/** All that a button of the consent page sends, with each of the scopes. */
	public static String form(Element page, String decision) {
		Element form = page.selectFirst("button[value=" + decision + "]").closest("form");
		StringBuilder body = new StringBuilder("decision=" + decision);
		for (Element input : form.select("input")) {
			body.append('&').append(Http.encode(Map.of(input.attr("name"), input.attr("value"))));
		}
		return body.toString();
	}

	@Override
	public Reply approve(Map<String, String> request) {
		return decide(consentPage(request), "approve");
	}

	@Override
	public Reply deny(Map<String, String> request) {
		return decide(consentPage(request), "deny");
	}

	@Override
	public Reply token(Map<String, String> request) {
		return new Http().postForm(url("/oauth2/token"), request);
	}

	public Reply callMcp(String accessToken) {
		return new Http().postJson(url("/mcp"), "{}", "Authorization", "Bearer " + accessToken);
	}

	public static Map<String, String> fields(Element form) {
		Map<String, String> fields = new LinkedHashMap<>();
		form.select("input").forEach((input) -> fields.put(input.attr("name"), input.attr("value")));
		return fields;
	}

}
