package io.github.mcpoauth.event;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * A client has got its first tokens for a grant.
 *
 * @param user for whom, or {@code null} if the client acts for itself or the provider
 * does not say
 * @param client the client
 * @param resource what they are for
 * @param scopes what they are good for
 * @param grantType the grant, such as {@code authorization_code}
 */
public record TokensIssued(@Nullable String user, Client client, @Nullable String resource, Scopes scopes,
		String grantType) implements OAuthEvent {

	@Override
	public Map<String, Object> details() {
		return Details.of(this.client)
			.with("resource", this.resource)
			.with(this.scopes)
			.with("grant_type", this.grantType)
			.toMap();
	}

}
