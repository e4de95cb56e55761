package io.github.mcpoauth.facade;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.registration.UnknownClientException;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * Reads an authorization request: the client and its redirect URI first, for until they
 * belong together every error stays on this server; then everything else.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.1">RFC 6749
 * section 4.1.1</a>
 */
final class AuthorizationRequestReader {

	private static final int MAX_STATE = 1024;

	private final Clients clients;

	private final ProtectedResources resources;

	AuthorizationRequestReader(Clients clients, ProtectedResources resources) {
		this.clients = clients;
		this.resources = resources;
	}

	KnownRequest read(HttpServletRequest request) throws RefusedRequestException {
		String clientId = request.getParameter("client_id");
		ClientMetadata client = client(clientId);
		String redirectUri = redirectUri(request.getParameter("redirect_uri"), client);
		String state = request.getParameter("state");
		ProtectedResource resource = this.resources.requested(request.getParameterValues("resource"));
		OAuthError error = firstError(request, state);
		if (error != null || resource == null) {
			throw RefusedRequestException.toTheClient((error != null) ? error : this.resources.unknown(), redirectUri,
					state);
		}
		AuthorizationRequest checked = new AuthorizationRequest(clientId, redirectUri, (state != null) ? state : "",
				request.getParameter("code_challenge"), known(request.getParameter("scope"), resource.scopes()),
				resource.path());
		return new KnownRequest(checked, client, resource);
	}

	private ClientMetadata client(@Nullable String clientId) throws RefusedRequestException {
		if (clientId == null || clientId.isEmpty()) {
			throw RefusedRequestException
				.toThePerson(OAuthError.invalidRequest(Check.CLIENT, "The client_id is missing"));
		}
		try {
			return this.clients.find(clientId);
		}
		catch (UnknownClientException ex) {
			throw RefusedRequestException.toThePerson(ex.error());
		}
	}

	private static String redirectUri(@Nullable String requested, ClientMetadata client)
			throws RefusedRequestException {
		if (requested == null || requested.isEmpty()) {
			throw RefusedRequestException
				.toThePerson(OAuthError.invalidRequest(Check.REDIRECT_URI, "The redirect_uri is missing"));
		}
		if (!RedirectUri.isCovered(requested, client.redirectUris().stream())) {
			throw RefusedRequestException.toThePerson(OAuthError.invalidRequest(Check.REDIRECT_URI,
					"The redirect_uri is not one that the client registered"));
		}
		return requested;
	}

	private static @Nullable OAuthError firstError(HttpServletRequest request, @Nullable String state) {
		if (request.getParameter("request") != null || request.getParameter("request_uri") != null) {
			return new OAuthError("request_not_supported", "Request objects are not supported", Check.PARAMETERS);
		}
		if (!"code".equals(request.getParameter("response_type"))) {
			return new OAuthError("unsupported_response_type", "The response_type must be code", Check.RESPONSE_TYPE);
		}
		String responseMode = request.getParameter("response_mode");
		if (responseMode != null && !responseMode.equals("query")) {
			return OAuthError.invalidRequest(Check.PARAMETERS, "The response_mode must be query");
		}
		if (!isChallenge(request.getParameter("code_challenge"))
				|| !"S256".equals(request.getParameter("code_challenge_method"))) {
			return OAuthError.invalidRequest(Check.PKCE, "PKCE is required, with the code_challenge_method S256");
		}
		if (state != null && (state.length() > MAX_STATE || state.indexOf('\0') >= 0)) {
			return OAuthError.invalidRequest(Check.STATE,
					"The state has more than " + MAX_STATE + " characters or a NUL");
		}
		return null;
	}

	private static boolean isChallenge(@Nullable String value) {
		return value != null && value.matches("[A-Za-z0-9_-]{43}");
	}

	/**
	 * Unknown scopes are left out, as RFC 6749 section 3.3 allows: many clients ask for
	 * OpenID scopes whatever the metadata says, and the token response tells what they
	 * got.
	 */
	private static Scopes known(@Nullable String requested, ScopeCatalog scopes) {
		Scopes known = parse(requested).intersection(Scopes.of(scopes.supported()));
		return known.isEmpty() ? Scopes.of(scopes.requestedAtLogin()) : known;
	}

	private static Scopes parse(@Nullable String requested) {
		try {
			return Scopes.parse(requested);
		}
		catch (IllegalArgumentException ex) {
			return Scopes.none();
		}
	}

	/**
	 * A request and who made it.
	 *
	 * @param request the request, checked
	 * @param client the client, as it registered
	 * @param resource the endpoint that it asks for
	 */
	record KnownRequest(AuthorizationRequest request, ClientMetadata client, ProtectedResource resource) {
	}

}
