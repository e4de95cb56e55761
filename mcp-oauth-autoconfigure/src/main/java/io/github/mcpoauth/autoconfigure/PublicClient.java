package io.github.mcpoauth.autoconfigure;

import java.util.Optional;

import io.github.mcpoauth.registration.ClientIdIssuer;
import io.github.mcpoauth.registration.ClientMetadata;

/**
 * The client at the identity provider that all MCP clients are in a facade that relays
 * nothing.
 *
 * @param identifier its client identifier
 */
record PublicClient(String identifier) implements ClientIdIssuer {

	@Override
	public Optional<String> issue(ClientMetadata metadata) {
		return Optional.of(this.identifier);
	}

}
