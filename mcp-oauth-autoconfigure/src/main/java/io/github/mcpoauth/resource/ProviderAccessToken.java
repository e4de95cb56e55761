package io.github.mcpoauth.resource;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An access token of the identity provider that a caller has logged in at. Immutable, and
 * its text does not show the token. It is for calls to the provider: it must not get into
 * the answer of a tool.
 *
 * @param provider the name of the provider in the configuration: {@code upstream}, or its
 * name below {@code mcp.oauth.upstreams}
 * @param value what to send, as {@code Authorization: Bearer}
 * @param expiresAt when it ends, or {@code null} if the provider does not say so
 * @param scopes what it allows, in the provider's words
 */
public record ProviderAccessToken(String provider, String value, @Nullable Instant expiresAt, Set<String> scopes) {

	public ProviderAccessToken {
		scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
	}

	@Override
	public String toString() {
		return "ProviderAccessToken[provider=" + this.provider + ", expiresAt=" + this.expiresAt + ", scopes="
				+ this.scopes + "]";
	}

}
