package io.github.mcpoauth.authorizationserver.audience;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.ResourceIdentifier;

/**
 * What tokens of a configured client may be for. Clients of all other kinds may ask for
 * any resource: there a person decides. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8707#section-2.2">RFC 8707
 * section 2.2</a>
 */
public final class ClientRights {

	/**
	 * The setting of a client with the identifiers of its resources; empty for the first
	 * endpoint of this application.
	 */
	public static final String RESOURCES = "io.github.mcpoauth.resources";

	private final ResourceIndicators resources;

	/**
	 * Makes rules.
	 * @param resources the resources that there are
	 */
	public ClientRights(ResourceIndicators resources) {
		this.resources = resources;
	}

	static boolean areConfigured(RegisteredClient client) {
		return resources(client) != null;
	}

	/**
	 * The resource that a client means.
	 * @param client the client
	 * @param values the values of a {@code resource} parameter, or {@code null}
	 * @return the resource
	 * @throws OAuth2AuthenticationException if there is no such resource, or it is not
	 * the client's
	 */
	public TargetResource resource(RegisteredClient client, @Nullable Object values) {
		List<ResourceIdentifier> own = resources(client);
		if (own == null) {
			return this.resources.required(values);
		}
		if (own.isEmpty()) {
			own = List.of(this.resources.required(null).identifier());
		}
		TargetResource resource = this.resources.required((values != null) ? values : own.get(0).toString());
		if (!own.contains(resource.identifier())) {
			throw new OAuth2AuthenticationException(new CheckedError(
					OAuthError.invalidTarget("The client may have no tokens for " + resource.identifier())));
		}
		return resource;
	}

	private static @Nullable List<ResourceIdentifier> resources(RegisteredClient client) {
		return client.getClientSettings().getSetting(RESOURCES);
	}

}
