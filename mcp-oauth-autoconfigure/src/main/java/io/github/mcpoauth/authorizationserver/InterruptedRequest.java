package io.github.mcpoauth.authorizationserver;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.registration.ClientIdUrl;

/**
 * Who waits for the login of this browser to end.
 *
 * @param redirectUri where the client wants its answer, found to be its own
 * @param state what it wants back, or {@code null}
 */
record InterruptedRequest(RedirectUri redirectUri, @Nullable String state) {

	/**
	 * Finds the client that waits.
	 * @param clients finds clients
	 * @param cache remembers the authorization request
	 * @return the client, or {@code null} if none waits, or if it is one that would have
	 * to be fetched, which is for users only
	 */
	static @Nullable InterruptedRequest find(RegisteredClientRepository clients, RequestCache cache,
			HttpServletRequest request, HttpServletResponse response) {
		SavedRequest saved = cache.getRequest(request, response);
		String clientId = (saved != null) ? parameter(saved, OAuth2ParameterNames.CLIENT_ID) : null;
		String redirectUri = (saved != null) ? parameter(saved, OAuth2ParameterNames.REDIRECT_URI) : null;
		if (saved == null || clientId == null || redirectUri == null || ClientIdUrl.isMeantBy(clientId)) {
			return null;
		}
		try {
			RegisteredClient client = clients.findByClientId(clientId);
			return (client != null && AuthorizationRequestValidator.isCovered(redirectUri, client))
					? new InterruptedRequest(RedirectUri.parse(redirectUri),
							parameter(saved, OAuth2ParameterNames.STATE))
					: null;
		}
		catch (OAuth2AuthenticationException ex) {
			return null;
		}
	}

	private static @Nullable String parameter(SavedRequest saved, String name) {
		String[] values = saved.getParameterValues(name);
		return (values != null && values.length == 1) ? values[0] : null;
	}

}
