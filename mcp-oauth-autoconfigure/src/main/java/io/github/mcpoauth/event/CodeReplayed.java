package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * An authorization code has come back after it had been redeemed. All tokens that were
 * issued for it are revoked (RFC 6749 section 4.1.2).
 *
 * @param user whose grant it was
 * @param client the client that it was granted to
 * @param resource what the tokens were for
 * @param scopes what was granted
 */
public record CodeReplayed(String user, Client client, @Nullable String resource, Scopes scopes) implements OAuthEvent {

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client).with("resource", this.resource).with(this.scopes).toMap();
	}

}
