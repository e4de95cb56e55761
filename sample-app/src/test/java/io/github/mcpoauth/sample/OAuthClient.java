package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An OAuth client that knows the URL of an MCP server and nothing else. Its methods are
 * the steps of the MCP authorization specification in their order.
 */
final class OAuthClient {

	/** Nobody listens there: a test reads the redirect instead of following it. */
	static final String CALLBACK = "http://127.0.0.1:33418/callback";

	private final JsonNode resource;

	private final JsonNode server;

	private final String clientId;

	private final String redirectUri;

	private OAuthClient(JsonNode resource, JsonNode server, String clientId, String redirectUri) {
		this.resource = resource;
		this.server = server;
		this.clientId = clientId;
		this.redirectUri = redirectUri;
	}

	static OAuthClient registeredAt(McpServer mcp) {
		return at(mcp, CALLBACK).register("End-to-end test");
	}

	/** A client that has followed the challenge of the server to all metadata. */
	static OAuthClient at(McpServer mcp, String redirectUri) {
		Challenge challenge = Challenge.of(mcp.call(null));
		JsonNode resource = Http.json(Http.get(challenge.resourceMetadata()));
		String issuer = resource.path("authorization_servers").path(0).asString();
		JsonNode server = Http.json(Http.get(metadata(URI.create(issuer))));
		return new OAuthClient(resource, server, "", redirectUri);
	}

	/** RFC 8414 section 3.1: the path of the issuer comes last. */
	private static URI metadata(URI issuer) {
		return issuer.resolve("/.well-known/oauth-authorization-server" + issuer.getPath());
	}

	OAuthClient register(String name) {
		HttpResponse<String> response = tryToRegister(name);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
		return as(Http.json(response).path("client_id").asString());
	}

	HttpResponse<String> tryToRegister(String name) {
		return Http.postJson(endpoint("registration_endpoint"),
				Map.of("client_name", name, "redirect_uris", List.of(this.redirectUri), "grant_types",
						List.of("authorization_code", "refresh_token"), "response_types", List.of("code"),
						"token_endpoint_auth_method", "none"));
	}

	/** The same client program, if it had this client identifier. */
	OAuthClient as(String clientId) {
		return new OAuthClient(this.resource, this.server, clientId, this.redirectUri);
	}

	AuthorizationRequest authorizationRequest() {
		return authorizationRequest("mcp:connect weather:read");
	}

	AuthorizationRequest authorizationRequest(String scope) {
		return AuthorizationRequest.to(this.server.path("authorization_endpoint").asString(),
				Map.of("client_id", this.clientId, "redirect_uri", this.redirectUri, "resource",
						this.resource.path("resource").asString(), "scope", scope));
	}

	/** The redirect is only for the client if state and issuer are the expected ones. */
	void check(AuthorizationRequest request, AuthorizationResponse response) {
		assertThat(response.redirectUri()).isEqualTo(this.redirectUri);
		assertThat(response.state()).isEqualTo(request.state());
		assertThat(response.issuer()).isEqualTo(issuer());
	}

	Tokens redeem(AuthorizationRequest request, AuthorizationResponse response) {
		check(request, response);
		return tokens(tryToRedeem(request, response));
	}

	HttpResponse<String> tryToRedeem(AuthorizationRequest request, AuthorizationResponse response) {
		return requestToken(Map.of("grant_type", "authorization_code", "code", response.code(), "redirect_uri",
				this.redirectUri, "code_verifier", request.codeVerifier()));
	}

	Tokens refresh(Tokens tokens) {
		return tokens(tryToRefresh(tokens));
	}

	HttpResponse<String> tryToRefresh(Tokens tokens) {
		return requestToken(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refreshToken()));
	}

	void revoke(String token) {
		HttpResponse<String> response = Http.postForm(endpoint("revocation_endpoint"),
				Map.of("client_id", this.clientId, "token", token));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
	}

	private HttpResponse<String> requestToken(Map<String, String> grant) {
		Map<String, String> fields = new HashMap<>(grant);
		fields.put("client_id", this.clientId);
		fields.put("resource", this.resource.path("resource").asString());
		return Http.postForm(endpoint("token_endpoint"), fields);
	}

	private static Tokens tokens(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return Tokens.of(Http.json(response));
	}

	private URI endpoint(String name) {
		return URI.create(this.server.path(name).asString());
	}

	JsonNode resource() {
		return this.resource;
	}

	JsonNode server() {
		return this.server;
	}

	String issuer() {
		return this.server.path("issuer").asString();
	}

	String clientId() {
		return this.clientId;
	}

}
