package io.github.mcpoauth.facade;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;
import org.springframework.security.oauth2.jwt.JwtException;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.registration.ClaimedClientId;
import io.github.mcpoauth.registration.ClientAssertions;
import io.github.mcpoauth.registration.ClientMetadata;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.registration.UnknownClientException;

/**
 * Finds out which client makes a request, and has it authenticate if it can. Public
 * clients prove by what they bring that it is theirs.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7523#section-2.2">RFC 7523
 * section 2.2</a>
 */
final class ClientAuthentication {

	private static final Log logger = LogFactory.getLog(ClientAuthentication.class);

	/** One answer, so that secrets can't be tried on clients that are not known. */
	private static final String REFUSED = "The client is not known here, or did not authenticate as it registered; "
			+ "register again";

	private final Clients clients;

	private final ClientAssertions assertions;

	ClientAuthentication(Clients clients, ClientAssertions assertions) {
		this.clients = clients;
		this.assertions = assertions;
	}

	/**
	 * Authenticates the client of a request.
	 * @param request a request to the token or the revocation endpoint
	 * @throws TokenRefusedException if it is not known, or is not who it says
	 */
	Client authenticate(HttpServletRequest request) throws TokenRefusedException {
		ClientCredentials credentials = ClientCredentials.of(request);
		String clientId = (credentials != null) ? credentials.clientId() : ClaimedClientId.of(request);
		try {
			if (clientId == null) {
				throw UnknownClientException.unregistered();
			}
			ClientMetadata client = this.clients.find(clientId);
			authenticate(clientId, client, credentials, request);
			return new Client(clientId, client);
		}
		catch (UnknownClientException ex) {
			throw (credentials == null || ex.isTemporary()) ? TokenRefusedException.of(ex)
					: refused(ex.error().check(), REFUSED);
		}
	}

	private void authenticate(String clientId, ClientMetadata client, @Nullable ClientCredentials credentials,
			HttpServletRequest request) throws TokenRefusedException, UnknownClientException {
		String assertion = request.getParameter("client_assertion");
		if (client.secret() != null) {
			if (credentials == null || !client.secret().matches(credentials.secret())) {
				throw refused(Check.CLIENT_AUTHENTICATION, REFUSED);
			}
		}
		else if (client.isConfidential() || assertion != null) {
			verify(clientId, client, assertion, request.getParameter("client_assertion_type"));
		}
	}

	private void verify(String clientId, ClientMetadata client, @Nullable String assertion, @Nullable String type)
			throws TokenRefusedException, UnknownClientException {
		if (assertion == null || !ClientAssertions.TYPE.equals(type)) {
			throw refused(Check.CLIENT_AUTHENTICATION, "The client has to authenticate with private_key_jwt");
		}
		try {
			this.assertions.verify(clientId, client, assertion);
		}
		catch (JwtException ex) {
			logger.debug(LogMessage.format("Refused the assertion of a client: %s", ex.getMessage()));
			throw refused(Check.CLIENT_AUTHENTICATION,
					"The client_assertion is not valid: " + ErrorText.of(String.valueOf(ex.getMessage())));
		}
	}

	private static TokenRefusedException refused(Check check, String description) {
		return TokenRefusedException.invalidClient(OAuthError.invalidClient(check, description));
	}

	/**
	 * A client that is who it says.
	 *
	 * @param id its identifier
	 * @param metadata what is known of it
	 */
	record Client(String id, ClientMetadata metadata) {
	}

}
