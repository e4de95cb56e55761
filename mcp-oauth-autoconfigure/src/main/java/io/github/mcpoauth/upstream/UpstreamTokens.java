package io.github.mcpoauth.upstream;

import org.jspecify.annotations.Nullable;

/**
 * What the identity provider issued. Immutable.
 *
 * @param accessToken the access token
 * @param expiresIn how many seconds it is valid, if the provider says so
 * @param refreshToken the refresh token, if there is one
 * @param scope the granted scopes in the provider's own words, if it names them
 * @param idToken the ID token as it came, not verified, if there is one
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.1">RFC 6749
 * section 5.1</a>
 */
public record UpstreamTokens(String accessToken, @Nullable Long expiresIn, @Nullable String refreshToken,
		@Nullable String scope, @Nullable String idToken) {

	/**
	 * Says what there is without showing a token.
	 */
	@Override
	public String toString() {
		return "UpstreamTokens[expiresIn=" + this.expiresIn + ", refreshable=" + (this.refreshToken != null)
				+ ", scope=" + this.scope + "]";
	}

}
