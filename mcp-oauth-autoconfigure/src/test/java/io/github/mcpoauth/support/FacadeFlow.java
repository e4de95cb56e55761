package io.github.mcpoauth.support;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * The authorization code flow of a client and its user through the facade, step by step.
 * Each step says which instance it goes to.
 */
public final class FacadeFlow {

	public static final String REDIRECT_URI = "http://127.0.0.1:4567/callback";

	public static final String VERIFIER = "a-code-verifier-of-more-than-forty-three-characters";

	private final Http browser = new Http();

	private final String clientId;

	private FacadeFlow(String clientId) {
		this.clientId = clientId;
	}

	public static FacadeFlow register(TestServer server) {
		return register(server, "");
	}

	public static FacadeFlow register(TestServer server, String moreMembers) {
		Reply reply = new Http().postJson(server.url("/oauth2/register"),
				"{\"client_name\":\"A test client\",\"redirect_uris\":[\"" + REDIRECT_URI + "\"]" + moreMembers + "}");
		return withClientId((String) reply.json().get("client_id"));
	}

	public static FacadeFlow withClientId(String clientId) {
		return new FacadeFlow(clientId);
	}

	public String clientId() {
		return this.clientId;
	}

	public Http browser() {
		return this.browser;
	}

	/** A complete and right authorization request, to be changed. */
	public Map<String, String> request() {
		Map<String, String> request = new LinkedHashMap<>();
		request.put("response_type", "code");
		request.put("client_id", this.clientId);
		request.put("redirect_uri", REDIRECT_URI);
		request.put("state", "a state & more");
		request.put("code_challenge", OAuthFlow.challenge(VERIFIER));
		request.put("code_challenge_method", "S256");
		return request;
	}

	public Reply authorize(TestServer server, Map<String, String> request) {
		return this.browser.get(server.url("/oauth2/authorize?" + Http.encode(request)));
	}

	public Element consentPage(TestServer server, Map<String, String> request) {
		return Jsoup.parse(authorize(server, request).body());
	}

	/** The fields that a button of the consent page sends. */
	public static Map<String, String> fields(Element page, String decision) {
		Element form = page.selectFirst("button[value=" + decision + "]").closest("form");
		Map<String, String> fields = OAuthFlow.fields(form);
		fields.put("decision", decision);
		return fields;
	}

	public Reply decide(TestServer server, Map<String, String> fields) {
		return this.browser.postForm(server.url("/oauth2/consent"), fields);
	}

	/** Approves; what comes back is the redirect to the identity provider. */
	public Reply approve(TestServer server, Map<String, String> request) {
		return decide(server, fields(consentPage(server, request), "approve"));
	}

	public Reply callback(TestServer server, Map<String, String> parameters) {
		return this.browser.get(server.url("/oauth2/callback?" + Http.encode(parameters)));
	}

	/** The login at the identity provider went well. */
	public Reply callback(TestServer server, Reply toProvider) {
		return callback(server,
				Map.of("state", toProvider.redirectParameters().get("state"), "code", TestProvider.CODE));
	}

	public String code(TestServer server) {
		return callback(server, approve(server, request())).redirectParameters().get("code");
	}

	/** A complete and right token request, to be changed. */
	public Map<String, String> tokenRequest(String code) {
		Map<String, String> request = new LinkedHashMap<>();
		request.put("grant_type", "authorization_code");
		request.put("code", code);
		request.put("redirect_uri", REDIRECT_URI);
		request.put("client_id", this.clientId);
		request.put("code_verifier", VERIFIER);
		return request;
	}

	public Map<String, String> refreshRequest(String refreshToken) {
		Map<String, String> request = new LinkedHashMap<>();
		request.put("grant_type", "refresh_token");
		request.put("refresh_token", refreshToken);
		request.put("client_id", this.clientId);
		return request;
	}

	public Reply token(TestServer server, Map<String, String> request) {
		return new Http().postForm(server.url("/oauth2/token"), request);
	}

	public Map<String, Object> tokens(TestServer server) {
		return token(server, tokenRequest(code(server))).json();
	}

	public static Reply callMcp(TestServer server, Object accessToken) {
		return new Http().postJson(server.url("/mcp"), "{}", "Authorization", "Bearer " + accessToken);
	}

}
