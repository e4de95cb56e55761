package io.github.mcpoauth.attack;

import java.util.List;

import io.github.mcpoauth.support.ClientKey;
import io.github.mcpoauth.support.DocumentServer;

/**
 * What a server may answer where the document of a client should be.
 *
 * @param status the status
 * @param type the content type
 * @param template the document, with {@link #URL} for where it is
 * @param reason what the client is told
 */
record HostileDocument(int status, String type, String template, String reason) {

	/** No character of base64url, for a key of chance may hold any word of these. */
	private static final String URL = "$";

	private static final String JSON = "application/json";

	private static final String UNUSABLE = "can't be used";

	private static final List<HostileDocument> ALL = List.of(failure(201, JSON), failure(204, JSON), failure(400, JSON),
			failure(404, JSON), failure(500, JSON), failure(200, "text/html"), failure(200, "image/svg+xml"),
			failure(200, "text/json"), failure(200, "application/jsonp"), of("", "JSON object"),
			of("[]", "JSON object"), of("null", "JSON object"), of("\"" + URL + "\"", "JSON object"),
			of("{", "JSON object"), of("{}x", "JSON object"), of("[".repeat(4000), "JSON object"),
			of("{\"a\":" + "[".repeat(2000), "JSON object"),
			of(good("").replace("{", "{\"client_name\":\"x\","), "member twice"),
			of(good("").replace(URL, URL + "x"), "by character"),
			of(good("").replace(URL, "https://localhost/other"), "by character"),
			with("\"client_secret\":\"x\"", "client_secret"), with("\"client_secret_expires_at\":0", "client_secret"),
			with("\"token_endpoint_auth_method\":\"client_secret_basic\"", "none or private_key_jwt"),
			with("\"token_endpoint_auth_method\":\"client_secret_jwt\"", "none or private_key_jwt"),
			with("\"token_endpoint_auth_method\":\"private_key_jwt\"", "jwks"),
			with("\"jwks\":" + new ClientKey("a").privateJwks(), "private or symmetric"),
			with("\"jwks\":{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}", "private or symmetric"),
			with("\"jwks_uri\":\"http://localhost/keys\"", "jwks_uri"),
			with("\"jwks_uri\":\"https://169.254.169.254/keys\"", "jwks_uri"),
			with("\"jwks_uri\":\"file:///etc/passwd\"", "jwks_uri"),
			with("\"grant_types\":[\"client_credentials\"]", "grant_types"),
			of(good("").replace("https://app.example.com/callback", "javascript:alert(1)"), "redirect URI"),
			of(good("").replace("A published client", "A\\u202eB"), "client_name"));

	static List<HostileDocument> all() {
		return ALL;
	}

	static HostileDocument last() {
		return ALL.get(ALL.size() - 1);
	}

	String body(String url) {
		return this.template.replace(URL, url);
	}

	private static String good(String moreMembers) {
		return DocumentServer.document(URL, moreMembers);
	}

	private static HostileDocument failure(int status, String type) {
		return new HostileDocument(status, type, (status == 204) ? "" : good(""), UNUSABLE);
	}

	private static HostileDocument of(String body, String reason) {
		return new HostileDocument(200, JSON, body, reason);
	}

	private static HostileDocument with(String member, String reason) {
		return of(good("," + member), reason);
	}

}
