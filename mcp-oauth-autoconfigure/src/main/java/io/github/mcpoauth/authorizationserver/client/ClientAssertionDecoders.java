package io.github.mcpoauth.authorizationserver.client;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.registration.ClientAssertions;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.registration.UnknownClientException;

/**
 * Verifies the assertions of clients with the keys of their documents. The platform's
 * factory fetches keys itself, from any address and of any size, keeps a decoder for each
 * client for ever, accepts an assertion twice and one for the token endpoint as well.
 */
final class ClientAssertionDecoders implements JwtDecoderFactory<RegisteredClient> {

	private static final Log logger = LogFactory.getLog(ClientAssertionDecoders.class);

	private final JwtDecoderFactory<RegisteredClient> platform = new JwtClientAssertionDecoderFactory();

	private final Clients clients;

	private final ClientAssertions assertions;

	ClientAssertionDecoders(Clients clients, ClientAssertions assertions) {
		this.clients = clients;
		this.assertions = assertions;
	}

	/**
	 * Clients of a repository of the application's own have their keys where it says.
	 */
	@Override
	public JwtDecoder createDecoder(RegisteredClient client) {
		if (client.getClientSettings().getJwkSetUrl() != null) {
			return this.platform.createDecoder(client);
		}
		return (assertion) -> verify(client.getClientId(), assertion);
	}

	private Jwt verify(String clientId, String assertion) {
		try {
			return this.assertions.verify(clientId, this.clients.find(clientId), assertion);
		}
		catch (UnknownClientException ex) {
			throw UnknownClients.translate(ex);
		}
		catch (JwtException ex) {
			logger.debug(LogMessage.format("Refused the assertion of a client: %s", ex.getMessage()));
			throw new OAuth2AuthenticationException(new CheckedError(OAuth2ErrorCodes.INVALID_CLIENT,
					"The client_assertion is not valid: " + ErrorText.of(String.valueOf(ex.getMessage())),
					Check.CLIENT_AUTHENTICATION), ex);
		}
	}

}
