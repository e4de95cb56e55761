package io.github.mcpoauth.support;

import java.util.Map;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * A client that a person may have approved of before, and that person's browser, which
 * says where a request comes from.
 */
public final class ConsentFlow {

	public static final String WEB = "https://app.example.com/callback";

	private final TestServer server;

	private final OAuthFlow flow;

	private final String redirectUri;

	private final String publicUrl;

	private ConsentFlow(TestServer server, String publicUrl, OAuthFlow flow, String redirectUri) {
		this.server = server;
		this.publicUrl = publicUrl;
		this.flow = flow;
		this.redirectUri = redirectUri;
	}

	/** Registers a public client with redirect URIs, of which it uses the first. */
	public static ConsentFlow register(TestServer server, String... redirectUris) {
		return register(server, "", redirectUris);
	}

	/**
	 * Registers a client.
	 * @param moreMembers further members, each with a comma before it
	 */
	public static ConsentFlow register(TestServer server, String moreMembers, String[] redirectUris) {
		Reply reply = new Http().postJson(server.url("/oauth2/register"), "{\"client_name\":\"A <b>web</b> client\","
				+ "\"redirect_uris\":[\"" + String.join("\",\"", redirectUris) + "\"]" + moreMembers + "}");
		return of(server, (String) reply.json().get("client_id"), redirectUris[0]);
	}

	public static ConsentFlow of(TestServer server, String clientId, String redirectUri) {
		return new ConsentFlow(server, server.url(""), OAuthFlow.withClientId(server, clientId), redirectUri);
	}

	/** A client of an application that says it is elsewhere. */
	public static ConsentFlow behind(TestServer server, String baseUrl, String clientId) {
		return new ConsentFlow(server, baseUrl, OAuthFlow.behind(server, baseUrl, clientId), WEB);
	}

	/** The same client and browser, with another of its redirect URIs. */
	public ConsentFlow at(String otherRedirectUri) {
		return new ConsentFlow(this.server, this.publicUrl, this.flow, otherRedirectUri);
	}

	/** The same client in another browser. */
	public ConsentFlow elsewhere() {
		return of(this.server, this.flow.clientId(), this.redirectUri);
	}

	public OAuthFlow flow() {
		return this.flow;
	}

	public Http browser() {
		return this.flow.browser();
	}

	/** A complete and right authorization request, to be changed. */
	public Map<String, String> request(String scope) {
		Map<String, String> request = this.flow.request();
		request.put("redirect_uri", this.redirectUri);
		request.put("scope", scope);
		return request;
	}

	/** Opens the address of a request, as a program on the person's machine does. */
	public Reply open(Map<String, String> request) {
		return open(request, "none");
	}

	public Reply open(Map<String, String> request, String site) {
		String url = this.server.url("/oauth2/authorize?" + Http.encode(request));
		return (site != null) ? browser().get(url, "Sec-Fetch-Site", site) : browser().get(url);
	}

	/** Whether the client gets its code without a question. */
	public boolean isUnasked(Map<String, String> request) {
		return isUnasked(open(request));
	}

	public boolean isUnasked(Reply reply) {
		if (reply.location().startsWith(this.publicUrl + "/oauth2/consent?")) {
			return false;
		}
		if (reply.location().startsWith(this.redirectUri + "?") && reply.redirectParameters().containsKey("code")) {
			return true;
		}
		throw new AssertionError(reply.toString());
	}

	/** The consent page of a person who is logged in. */
	public Element page(Map<String, String> request) {
		return Jsoup.parse(browser().get(open(request).location().replace(this.publicUrl, this.server.url(""))).body());
	}

	/** Approves, where a person who is logged in is asked. */
	public Reply approve(String scope) {
		return this.flow.decide(page(request(scope)), "approve");
	}

	/** The tokens for a code that was sent to the client. */
	public Map<String, Object> redeem(Reply redirect) {
		Map<String, String> request = this.flow.tokenRequest(redirect.redirectParameters().get("code"));
		request.put("redirect_uri", this.redirectUri);
		return this.flow.token(request).json();
	}

}
