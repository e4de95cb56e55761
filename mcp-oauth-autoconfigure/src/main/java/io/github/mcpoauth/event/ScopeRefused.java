package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * A call was refused because its token lacks scopes: 403 {@code insufficient_scope} (RFC
 * 6750 section 3.1).
 *
 * @param user who called, or {@code null} if it was a client that acts for itself
 * @param client the client that was used, or {@code null} if the token does not say
 * @param resource what was called
 * @param scopes what the call needs
 * @param operation what was called there, fit for a log
 */
public record ScopeRefused(@Nullable String user, @Nullable Client client, String resource, Scopes scopes,
		String operation) implements OAuthEvent {

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client)
			.with("resource", this.resource)
			.with(this.scopes)
			.with("operation", this.operation)
			.toMap();
	}

}
