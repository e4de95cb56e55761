package io.github.mcpoauth.authorizationserver.login;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.resource.ProviderAccessToken;

/**
 * A user's tokens of an identity provider. Immutable; as JSON this is what is sealed.
 *
 * @param principalName the user
 * @param upstream where the user has logged in
 * @param accessToken the access token
 * @param issuedAt when it came, in milliseconds since 1970
 * @param expiresAt when it ends, in milliseconds since 1970, or {@code null} if the
 * provider does not say so
 * @param refreshToken the refresh token, if there is one
 * @param scopes what the access token allows, in the provider's words
 */
record KeptTokens(String principalName, String upstream, String accessToken, long issuedAt, @Nullable Long expiresAt,
		@Nullable String refreshToken, List<String> scopes) {

	/** Enough for the calls of a tool. */
	private static final Duration MARGIN = Duration.ofMinutes(1);

	KeptTokens {
		scopes = List.copyOf(scopes);
	}

	/**
	 * These where there was another refresh token before: some providers issue one with
	 * the first login only, and others replace it with each use.
	 */
	KeptTokens orRefreshTokenOf(KeptTokens before) {
		return (this.refreshToken != null || !before.upstream().equals(this.upstream)) ? this
				: new KeptTokens(this.principalName, this.upstream, this.accessToken, this.issuedAt, this.expiresAt,
						before.refreshToken(), this.scopes);
	}

	/** Whether the access token should be refreshed. */
	boolean isDue(Instant now) {
		if (this.expiresAt == null) {
			return false;
		}
		// One that is valid for a minute must not be refreshed at each use
		long margin = Math.min(MARGIN.toMillis(), (this.expiresAt - this.issuedAt) / 4);
		return now.toEpochMilli() >= this.expiresAt - margin;
	}

	boolean isValid(Instant now) {
		return this.expiresAt == null || now.toEpochMilli() < this.expiresAt;
	}

	ProviderAccessToken asAccessToken() {
		return new ProviderAccessToken(this.upstream, this.accessToken,
				(this.expiresAt != null) ? Instant.ofEpochMilli(this.expiresAt) : null,
				new LinkedHashSet<>(this.scopes));
	}

	@Override
	public String toString() {
		return "KeptTokens[upstream=" + this.upstream + ", refreshable=" + (this.refreshToken != null) + "]";
	}

}
