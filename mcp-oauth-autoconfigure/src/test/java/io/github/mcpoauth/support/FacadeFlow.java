package io.github.mcpoauth.support;

import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * The authorization code flow of a client and its user through the facade, step by step.
 * Each step says which instance it goes to.
 */
public final class FacadeFlow {

	private final Http browser = new Http();

	private final ClientRequests requests;

	private FacadeFlow(String clientId) {
		this.requests = new ClientRequests(clientId, null);
	}

	public static FacadeFlow register(RunningServer server) {
		return register(server, "");
	}

	public static FacadeFlow register(RunningServer server, String moreMembers) {
		Reply reply = new Http().postJson(server.url("/oauth2/register"), ClientRequests.registration(moreMembers));
		return withClientId((String) reply.json().get("client_id"));
	}

	public static FacadeFlow withClientId(String clientId) {
		return new FacadeFlow(clientId);
	}

	public String clientId() {
		return this.requests.clientId();
	}

	public Http browser() {
		return this.browser;
	}

	/** A complete and right authorization request, to be changed. */
	public Map<String, String> request() {
		return this.requests.authorization();
	}

	public Reply authorize(RunningServer server, Map<String, String> request) {
		return this.browser.get(server.url("/oauth2/authorize?" + Http.encode(request)));
	}

	public Element consentPage(RunningServer server, Map<String, String> request) {
		return Jsoup.parse(authorize(server, request).body());
	}

	/** The fields that a button of the consent page sends. */
	public static Map<String, String> fields(Element page, String decision) {
		Element form = page.selectFirst("button[value=" + decision + "]").closest("form");
		Map<String, String> fields = OAuthFlow.fields(form);
		fields.put("decision", decision);
		return fields;
	}

	public Reply decide(RunningServer server, Map<String, String> fields) {
		return this.browser.postForm(server.url("/oauth2/consent"), fields);
	}

	/** Approves; what comes back is the redirect to the identity provider. */
	public Reply approve(RunningServer server, Map<String, String> request) {
		return this.browser.post(server.url("/oauth2/consent"), "application/x-www-form-urlencoded",
				OAuthFlow.form(consentPage(server, request), "approve"));
	}

	public Reply callback(RunningServer server, Map<String, String> parameters) {
		return this.browser.get(server.url("/oauth2/callback?" + Http.encode(parameters)));
	}

	/** The login at the identity provider went well. */
	public Reply callback(RunningServer server, Reply toProvider) {
		return callback(server,
				Map.of("state", toProvider.redirectParameters().get("state"), "code", TestProvider.CODE));
	}

	public String code(RunningServer server) {
		return code(server, request());
	}

	public String code(RunningServer server, Map<String, String> request) {
		return callback(server, approve(server, request)).redirectParameters().get("code");
	}

	/** A complete and right token request, to be changed. */
	public Map<String, String> tokenRequest(String code) {
		return this.requests.token(code);
	}

	public Map<String, String> refreshRequest(String refreshToken) {
		return this.requests.refresh(refreshToken);
	}

	public Reply token(RunningServer server, Map<String, String> request) {
		return new Http().postForm(server.url("/oauth2/token"), request);
	}

	public Map<String, Object> tokens(RunningServer server) {
		return token(server, tokenRequest(code(server))).json();
	}

	public static Reply callMcp(RunningServer server, Object accessToken) {
		return new Http().postJson(server.url("/mcp"), "{}", "Authorization", "Bearer " + accessToken);
	}

}
