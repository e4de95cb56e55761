package io.github.mcpoauth.authorizationserver;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

import io.github.mcpoauth.authorizationserver.client.EventClients;
import io.github.mcpoauth.authorizationserver.store.CompletedAuthorizations;

/**
 * Keeps with each authorization the name that its client had when it asked. That is the
 * one that the person was shown, and a page that lists clients need not ask their hosts
 * for it again.
 */
public final class ClientNames extends CompletedAuthorizations {

	private static final String ATTRIBUTE = "io.github.mcpoauth.client_name";

	private final RegisteredClientRepository clients;

	/**
	 * Adds names on the way to a store.
	 * @param delegate the store
	 * @param clients finds clients
	 */
	public ClientNames(OAuth2AuthorizationService delegate, RegisteredClientRepository clients) {
		super(delegate);
		this.clients = clients;
	}

	static @Nullable String of(RegisteredClient client) {
		return EventClients.of(client).name();
	}

	static @Nullable String of(OAuth2Authorization authorization) {
		String name = authorization.getAttribute(ATTRIBUTE);
		return (name != null && !name.isEmpty()) ? name : null;
	}

	@Override
	protected OAuth2Authorization complete(OAuth2Authorization authorization) {
		boolean named = authorization.getAttribute(ATTRIBUTE) != null;
		boolean asked = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()) != null;
		return (named || !asked) ? authorization
				: OAuth2Authorization.from(authorization)
					.attribute(ATTRIBUTE, find(authorization.getRegisteredClientId()))
					.build();
	}

	private String find(String id) {
		try {
			RegisteredClient client = this.clients.findById(id);
			String name = (client != null) ? of(client) : null;
			return (name != null) ? name : "";
		}
		catch (OAuth2AuthenticationException ex) {
			return "";
		}
	}

}
