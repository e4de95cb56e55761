package io.github.mcpoauth.facade;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.web.BasicCredentials;

/**
 * Who a request says it is from, and the secret that should prove it.
 *
 * @param clientId the identifier of the client
 * @param secret the secret
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-2.3.1">RFC 6749
 * section 2.3.1</a>
 */
record ClientCredentials(String clientId, String secret) {

	/**
	 * Reads the credentials of a request.
	 * @return the credentials, or {@code null} if there are none
	 * @throws TokenRefusedException if they can't be read, or come in two ways
	 */
	static @Nullable ClientCredentials of(HttpServletRequest request) throws TokenRefusedException {
		String clientId = request.getParameter("client_id");
		String secret = request.getParameter("client_secret");
		ClientCredentials credentials = basic(request);
		if (credentials != null) {
			if (secret != null || (clientId != null && !clientId.equals(credentials.clientId()))) {
				throw TokenRefusedException.badRequest(OAuthError.invalidRequest(Check.CLIENT_AUTHENTICATION,
						"A client must authenticate in one way, as one client"));
			}
			return credentials;
		}
		return (clientId != null && secret != null && !secret.isEmpty()) ? new ClientCredentials(clientId, secret)
				: null;
	}

	private static @Nullable ClientCredentials basic(HttpServletRequest request) throws TokenRefusedException {
		try {
			BasicCredentials credentials = BasicCredentials.of(request);
			return (credentials != null) ? new ClientCredentials(credentials.clientId(), credentials.secret()) : null;
		}
		catch (IllegalArgumentException ex) {
			throw TokenRefusedException.invalidClient(
					OAuthError.invalidClient(Check.CLIENT_AUTHENTICATION, "The Authorization header can't be read"));
		}
	}

	@Override
	public String toString() {
		return "ClientCredentials[clientId=" + this.clientId + "]";
	}

}
