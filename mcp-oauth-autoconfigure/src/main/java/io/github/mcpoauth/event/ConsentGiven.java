package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * A person has approved of what a client asked for. Facade mode asks before the person
 * logs in, so there the user is not known.
 *
 * @param user who, or {@code null} if nobody is logged in yet
 * @param client the client
 * @param redirectHost where its codes go, as the consent page says it: a host with its
 * port if it has one, or a scheme
 * @param resource what it asked for access to
 * @param scopes what was approved
 * @param remembered whether nobody was asked, because the person has approved of the same
 * before
 */
public record ConsentGiven(@Nullable String user, Client client, String redirectHost, @Nullable String resource,
		Scopes scopes, boolean remembered) implements OAuthEvent {

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client)
			.with("redirect_host", this.redirectHost)
			.with("resource", this.resource)
			.with(this.scopes)
			.with("remembered", this.remembered)
			.toMap();
	}

}
