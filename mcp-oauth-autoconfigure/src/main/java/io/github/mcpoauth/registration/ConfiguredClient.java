package io.github.mcpoauth.registration;

import java.util.List;
import java.util.Set;

import io.github.mcpoauth.core.ResourceIdentifier;
import io.github.mcpoauth.core.Scopes;

/**
 * A client that the operator of this server has set up, and that acts without a login:
 * for itself, or for users whom a trusted issuer vouches for. Immutable.
 *
 * @param clientId its identifier
 * @param metadata its name, and its keys or its secret
 * @param grantTypes the grants that it may use, by their names in OAuth
 * @param scopes what it may be granted at most
 * @param resources what its tokens may be for, the one for requests that name none first;
 * empty for the first endpoint of this application
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.4">RFC 6749
 * section 4.4</a>
 */
public record ConfiguredClient(String clientId, ClientMetadata metadata, Set<String> grantTypes, Scopes scopes,
		List<ResourceIdentifier> resources) {

	public ConfiguredClient {
		if (!metadata.isConfidential()) {
			throw new IllegalArgumentException("who knows the identifier of a public client could act as it");
		}
		grantTypes = Set.copyOf(grantTypes);
		resources = List.copyOf(resources);
	}

}
