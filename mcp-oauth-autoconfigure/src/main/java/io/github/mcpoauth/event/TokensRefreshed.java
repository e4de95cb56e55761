package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * A client has got new tokens for a refresh token.
 *
 * @param user for whom, or {@code null} if the provider does not say
 * @param client the client
 * @param resource what they are for
 * @param scopes what they are good for
 * @param repeated whether the refresh token was used shortly before, and the same answer
 * was given once more
 */
public record TokensRefreshed(@Nullable String user, Client client, @Nullable String resource, Scopes scopes,
		boolean repeated) implements OAuthEvent {

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client)
			.with("resource", this.resource)
			.with(this.scopes)
			.with("repeated", this.repeated)
			.toMap();
	}

}
