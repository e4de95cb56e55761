package io.github.mcpoauth.facade;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.ConsentDenied;
import io.github.mcpoauth.event.ConsentGiven;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.TokensIssued;
import io.github.mcpoauth.event.TokensRefreshed;
import io.github.mcpoauth.event.TokensRevoked;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.resource.Caller;
import io.github.mcpoauth.resource.ProtectedResource;

/**
 * Puts what happens here into events. Who the user is only the provider's tokens tell.
 */
final class FacadeEvents {

	private FacadeEvents() {
	}

	static ConsentGiven approved(AuthorizationRequest request, ClientMetadata client, ProtectedResource resource) {
		return new ConsentGiven(null, client(request.clientId(), client), host(request), name(resource),
				request.scopes(), false);
	}

	static ConsentDenied denied(AuthorizationRequest request, ClientMetadata client,
			@Nullable ProtectedResource resource) {
		return new ConsentDenied(null, client(request.clientId(), client), host(request),
				(resource != null) ? name(resource) : null, request.scopes());
	}

	/**
	 * The event of a token response.
	 * @param caller whom the access token is about, or {@code null} if that could not be
	 * found out
	 * @param refreshed whether it answers a refresh token
	 */
	static OAuthEvent tokens(@Nullable Authentication caller, OAuthEvent.Client client, ProtectedResource resource,
			Scopes scopes, boolean refreshed) {
		String user = (caller != null) ? Caller.of(caller).subject() : "";
		String known = user.isEmpty() ? null : user;
		return refreshed ? new TokensRefreshed(known, client, name(resource), scopes, false)
				: new TokensIssued(known, client, name(resource), scopes, "authorization_code");
	}

	static TokensRevoked revoked(OAuthEvent.Client client, RefreshToken token, @Nullable ProtectedResource resource) {
		return new TokensRevoked(null, client, (resource != null) ? name(resource) : null, token.scopes());
	}

	static OAuthEvent.Client client(String clientId, ClientMetadata client) {
		return new OAuthEvent.Client(clientId, client.clientName());
	}

	private static String host(AuthorizationRequest request) {
		return RedirectUri.parse(request.redirectUri()).destination();
	}

	private static String name(ProtectedResource resource) {
		return resource.identifier().toString();
	}

}
