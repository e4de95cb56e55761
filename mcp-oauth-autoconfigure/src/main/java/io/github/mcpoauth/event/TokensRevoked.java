package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * A client has revoked a token of its own that was good (RFC 7009). With a refresh token
 * ends the access token as well.
 *
 * @param user whose grant it was, or {@code null} if it is not known
 * @param client the client
 * @param resource what it was for
 * @param scopes what was granted
 */
public record TokensRevoked(@Nullable String user, Client client, @Nullable String resource,
		Scopes scopes) implements OAuthEvent {

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client).with("resource", this.resource).with(this.scopes).toMap();
	}

}
