package io.github.mcpoauth.facade;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

import io.github.mcpoauth.core.OAuthError;

/**
 * Who a request says it is from, and the secret that should prove it.
 *
 * @param clientId the identifier of the client
 * @param secret the secret
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-2.3.1">RFC 6749
 * section 2.3.1</a>
 */
record ClientCredentials(String clientId, String secret) {

	private static final String BASIC = "Basic ";

	/**
	 * Reads the credentials of a request.
	 * @return the credentials, or {@code null} if there are none
	 * @throws TokenRefusedException if they can't be read, or come in two ways
	 */
	static @Nullable ClientCredentials of(HttpServletRequest request) throws TokenRefusedException {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		String clientId = request.getParameter("client_id");
		String secret = request.getParameter("client_secret");
		if (header != null && header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
			ClientCredentials credentials = decode(header.substring(BASIC.length()).strip());
			if (secret != null || (clientId != null && !clientId.equals(credentials.clientId()))) {
				throw TokenRefusedException
					.badRequest(OAuthError.invalidRequest("A client must authenticate in one way, as one client"));
			}
			return credentials;
		}
		return (clientId != null && secret != null && !secret.isEmpty()) ? new ClientCredentials(clientId, secret)
				: null;
	}

	private static ClientCredentials decode(String encoded) throws TokenRefusedException {
		try {
			String[] parts = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).split(":", 2);
			if (parts.length == 2) {
				return new ClientCredentials(URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
						URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
			}
		}
		catch (IllegalArgumentException ex) {
			// Neither base64 nor a form
		}
		throw TokenRefusedException.invalidClient(OAuthError.invalidClient("The Authorization header can't be read"));
	}

	@Override
	public String toString() {
		return "ClientCredentials[clientId=" + this.clientId + "]";
	}

}
