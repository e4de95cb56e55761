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
import io.github.mcpoauth.web.AuthorizationParameters;

/**
 * Reads an authorization request: the client and its redirect URI first, for until they
 * belong together every error stays on this server; then everything else.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.1">RFC 6749
 * section 4.1.1</a>
 */
final class AuthorizationRequestReader {

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
		OAuthError error = AuthorizationParameters.problem(request);
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
