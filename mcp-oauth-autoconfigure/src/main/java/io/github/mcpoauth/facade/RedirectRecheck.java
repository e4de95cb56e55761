package io.github.mcpoauth.facade;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.registration.ClientMetadata;
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
	 * Finds the client as it is now.
	 * @param request a request that was checked when it came
	 * @throws RefusedRequestException if the request goes no further
	 */
	ClientMetadata client(AuthorizationRequest request) throws RefusedRequestException {
		try {
			ClientMetadata client = this.clients.find(request.clientId());
			if (!RedirectUri.isCovered(request.redirectUri(), client.redirectUris().stream())) {
				throw RefusedRequestException.toThePerson(OAuthError.invalidRequest(Check.REDIRECT_URI,
						"The redirect_uri is not one that the client has any more"));
			}
			return client;
		}
		catch (UnknownClientException ex) {
			throw RefusedRequestException.toThePerson(ex.error());
		}
	}

}
