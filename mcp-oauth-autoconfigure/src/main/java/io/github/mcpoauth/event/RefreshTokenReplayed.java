package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * A refresh token has come back after it had been rotated: either the client or a thief
 * has one too many. All tokens of the grant are revoked (RFC 9700 section 4.14.2).
 *
 * @param user whose grant it was
 * @param client the client that it was granted to, whoever used the token
 * @param resource what the tokens were for
 * @param scopes what was granted
 */
public record RefreshTokenReplayed(String user, Client client, @Nullable String resource,
		Scopes scopes) implements OAuthEvent {

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client).with("resource", this.resource).with(this.scopes).toMap();
	}

}
