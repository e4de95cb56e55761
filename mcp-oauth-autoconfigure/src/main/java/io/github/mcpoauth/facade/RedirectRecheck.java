package io.github.mcpoauth.facade;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.registration.UnknownClientException;

/**
 * Looks again, before a browser is redirected, whether the redirect URI is still the
 * client's: what a client publishes can change while a person reads the page or logs in.
 */
final class RedirectRecheck {

	private final Clients clients;

	RedirectRecheck(Clients clients) {
		this.clients = clients;
	}

	/**
	 * Why a request goes no further, or {@code null} if it may.
	 * @param request a request that was checked when it came
	 */
	@Nullable OAuthError problem(AuthorizationRequest request) {
		try {
			boolean covered = RedirectUri.isCovered(request.redirectUri(),
					this.clients.find(request.clientId()).redirectUris().stream());
			return covered ? null
					: OAuthError.invalidRequest("The redirect_uri is not one that the client has any more");
		}
		catch (UnknownClientException ex) {
			return ex.error();
		}
	}

}
