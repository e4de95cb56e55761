package io.github.mcpoauth.authorizationserver.client;

import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.event.OAuthEvent;

/**
 * The platform's clients as events name them.
 */
public final class EventClients {

	private EventClients() {
	}

	/**
	 * Names a client.
	 * @param client the client
	 * @return its identifier and, if it has one, its name
	 */
	public static OAuthEvent.Client of(RegisteredClient client) {
		// The platform's default for a client without a name is its identifier
		boolean unnamed = client.getClientName().equals(client.getId());
		return new OAuthEvent.Client(client.getClientId(), unnamed ? null : client.getClientName());
	}

}
