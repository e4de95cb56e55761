package io.github.mcpoauth.event;

import java.util.List;
import java.util.Map;

/**
 * A client has replaced its registration (RFC 7592).
 *
 * @param client the client
 * @param redirectHosts where its codes may go: hosts, or schemes of applications
 * @param confidential whether it has to authenticate
 */
public record ClientUpdated(Client client, List<String> redirectHosts, boolean confidential) implements OAuthEvent {

	public ClientUpdated {
		redirectHosts = List.copyOf(redirectHosts);
	}

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client).withHosts(this.redirectHosts).with("confidential", this.confidential).toMap();
	}

}
