package io.github.mcpoauth.event;

import java.util.Map;

import io.github.mcpoauth.core.Scopes;

/**
 * A person has taken back, on the account page, what was granted to a client: its tokens
 * are revoked, and a consent that was remembered is forgotten.
 *
 * @param user who
 * @param client the client
 * @param redirectHost where its codes go, as the consent page says it: a host with its
 * port if it has one, or a scheme
 * @param resource what it had access to
 * @param scopes what it was granted
 */
public record ConsentRevoked(String user, Client client, String redirectHost, String resource,
		Scopes scopes) implements OAuthEvent {

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client)
			.with("redirect_host", this.redirectHost)
			.with("resource", this.resource)
			.with(this.scopes)
			.toMap();
	}

}
