package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * A person has not approved of what a client asked for.
 *
 * @param user who, or {@code null} if nobody is logged in yet
 * @param client the client
 * @param redirectHost where its codes go, as the consent page says it: a host with its
 * port if it has one, or a scheme
 * @param resource what it asked for access to
 * @param scopes what it asked for
 */
public record ConsentDenied(@Nullable String user, Client client, String redirectHost, @Nullable String resource,
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
