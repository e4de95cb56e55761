package io.github.mcpoauth.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * The authorization code flow of a client and its user, step by step, against the
 * embedded authorization server.
 */
public final class OAuthFlow {

	public static final String REDIRECT_URI = "http://127.0.0.1:4567/callback";

	public static final String VERIFIER = "a-code-verifier-of-more-than-forty-three-characters";

	private final TestServer server;

	private final String contextPath;

	private final Http browser = new Http();

	private final String clientId;

	private OAuthFlow(TestServer server, String contextPath, String clientId) {
		this.server = server;
		this.contextPath = contextPath;
		this.clientId = clientId;
	}

	/** Registers a client with {@link #REDIRECT_URI}. */
	public static OAuthFlow register(TestServer server) {
		return register(server, "");
	}

	/** Registers a client at an application below a context path. */
	public static OAuthFlow register(TestServer server, String contextPath) {
		Reply reply = new Http().postJson(server.url(contextPath + "/oauth2/register"),
				"{\"client_name\":\"A test client\",\"redirect_uris\":[\"" + REDIRECT_URI + "\"]}");
		return new OAuthFlow(server, contextPath, (String) reply.json().get("client_id"));
	}

	public static OAuthFlow withClientId(TestServer server, String clientId) {
		return new OAuthFlow(server, "", clientId);
	}

	private String url(String path) {
		return this.server.url(this.contextPath + path);
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
		request.put("code_challenge", challenge(VERIFIER));
		request.put("code_challenge_method", "S256");
		request.put("resource", url("/mcp"));
		return request;
	}

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

	/** Asks and logs in until the consent page is there. */
	public Element consentPage(Map<String, String> request) {
		authorize(request);
		Reply afterLogin = login();
		Reply toConsent = this.browser.get(afterLogin.location());
		return Jsoup.parse(this.browser.get(toConsent.location()).body());
	}

	/** Presses a button of the consent page. */
	public Reply decide(Element page, String decision) {
		Element button = page.selectFirst("button[value=" + decision + "]");
		Element form = button.closest("form");
		StringBuilder body = new StringBuilder("decision=" + decision);
		for (Element input : form.select("input")) {
			body.append('&').append(Http.encode(Map.of(input.attr("name"), input.attr("value"))));
		}
		return this.browser.post(url("/oauth2/authorize"), "application/x-www-form-urlencoded", body.toString());
	}

	public Reply approve(Map<String, String> request) {
		return decide(consentPage(request), "approve");
	}

	public String code() {
		return code(request());
	}

	public String code(Map<String, String> request) {
		return approve(request).redirectParameters().get("code");
	}

	/** A complete and right token request, to be changed. */
	public Map<String, String> tokenRequest(String code) {
		Map<String, String> request = new LinkedHashMap<>();
		request.put("grant_type", "authorization_code");
		request.put("code", code);
		request.put("redirect_uri", REDIRECT_URI);
		request.put("client_id", this.clientId);
		request.put("code_verifier", VERIFIER);
		request.put("resource", url("/mcp"));
		return request;
	}

	public Map<String, String> refreshRequest(String refreshToken) {
		Map<String, String> request = new LinkedHashMap<>();
		request.put("grant_type", "refresh_token");
		request.put("refresh_token", refreshToken);
		request.put("client_id", this.clientId);
		request.put("resource", url("/mcp"));
		return request;
	}

	public Reply token(Map<String, String> request) {
		return new Http().postForm(url("/oauth2/token"), request);
	}

	/** The tokens of a whole, successful flow. */
	public Map<String, Object> tokens() {
		return token(tokenRequest(code())).json();
	}

	public Reply callMcp(String accessToken) {
		return new Http().postJson(url("/mcp"), "{}", "Authorization", "Bearer " + accessToken);
	}

	public static Map<String, String> fields(Element form) {
		Map<String, String> fields = new LinkedHashMap<>();
		form.select("input").forEach((input) -> fields.put(input.attr("name"), input.attr("value")));
		return fields;
	}

	public static String challenge(String verifier) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
