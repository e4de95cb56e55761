package io.github.mcpoauth.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;

/**
 * The page that an {@code error_uri} leads to: what each error code of this server means,
 * and what to do about it. It is the same for everybody.
 */
public final class ErrorHelpEndpoint implements HttpRequestHandler {

	/** Where it is, below the context path. */
	public static final String PATH = "/oauth2/errors";

	private static final Map<String, Entry> ENTRIES = entries();

	private static final HtmlPage PAGE = HtmlPage.of(ErrorHelpEndpoint.class, "error-help.mustache");

	private static Map<String, Entry> entries() {
		Map<String, Entry> entries = new LinkedHashMap<>();
		for (Entry entry : List.of(
				new Entry("invalid_request",
						"A parameter is missing, malformed, comes twice, or stands in the wrong place.",
						"The description names it. Parameters of the token and the revocation endpoint belong into the "
								+ "body of a POST, as application/x-www-form-urlencoded; PKCE with S256 is required."),
				new Entry("invalid_client",
						"The client_id is not known to this server, or the client did not authenticate as it registered.",
						"Remove the saved client of this server and register again. If clients are forgotten after each "
								+ "restart, the operator has to set mcp.oauth.secret. A client_id that is a URL has to "
								+ "lead to a document that this server can fetch."),
				new Entry("invalid_grant",
						"The code or refresh token is unknown, expired, used before, or belongs to another client.",
						"Log in again. A code is good once and for a minute, with the redirect_uri and the "
								+ "code_verifier of its request. A refresh token is good once: keep the new one of each "
								+ "answer. If every restart ends all logins, the operator has to configure a store."),
				new Entry("unauthorized_client", "The client did not register for this grant type.",
						"Register it with the grant_types that it uses."),
				new Entry("unsupported_grant_type", "This server does not have that grant type.",
						"Use one of grant_types_supported in this server's metadata."),
				new Entry("unsupported_response_type", "The response_type of an authorization request is code.",
						"Use the authorization code flow with PKCE."),
				new Entry("invalid_scope", "A scope is unknown here, or not one that this client may have.",
						"Ask for scopes of scopes_supported in this server's metadata, or for none."),
				new Entry("invalid_target",
						"The resource is not one of this server, or not the one that the user approved.",
						"Send the resource of the protected resource metadata, character by character, in both the "
								+ "authorization and the token request."),
				new Entry("access_denied", "The user said no, or is not one of those who may use this server.",
						"Connect again, and approve. Who may log in is up to the operator."),
				new Entry("server_error",
						"This server failed, or got an answer from the identity provider that is of no use.",
						"The log of this server says why, at the time of the error."),
				new Entry("temporarily_unavailable",
						"The identity provider or the storage can't be reached, or too much is asked for at the moment.",
						"Wait for as long as Retry-After says, and send the same request again. Tokens and "
								+ "registrations stay good."),
				new Entry("invalid_redirect_uri", "A redirect URI of the registration is not acceptable.",
						"Use https, http with a loopback host, or a private-use scheme that the operator allows; "
								+ "without a fragment."),
				new Entry("invalid_client_metadata", "The registration has a member that can't be granted or read.",
						"The description names it. What was registered before stays as it is."),
				new Entry("unapproved_software_statement",
						"The registration has a software_statement, and this server trusts no issuer of them.",
						"Leave it out, and say in the registration itself what it says."),
				new Entry("invalid_token", "The token is expired, revoked, or of no use here.",
						"Get a new one with the refresh token, or log in again."),
				new Entry("insufficient_scope", "The token is good, and lacks a scope.",
						"Ask for the scopes that the answer names."))) {
			entries.put(entry.code(), entry);
		}
		return entries;
	}

	static boolean knows(String code) {
		return ENTRIES.containsKey(code);
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!HttpMethod.GET.matches(request.getMethod()) && !HttpMethod.HEAD.matches(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
			JsonResponse.write(response, HttpStatus.METHOD_NOT_ALLOWED,
					OAuthError.invalidRequest(Check.METHOD, "The page is read with GET"));
			return;
		}
		List<Map<String, String>> errors = ENTRIES.values().stream().map(Entry::asModel).toList();
		PAGE.write(response, HttpStatus.OK, Map.of("title", "What went wrong", "errors", errors));
	}

	/**
	 * What there is to say about a code.
	 */
	private record Entry(String code, String meaning, String action) {

		Map<String, String> asModel() {
			return Map.of("code", this.code, "meaning", this.meaning, "action", this.action);
		}

	}

}
