package io.github.mcpoauth.upstream;

import org.jspecify.annotations.Nullable;

/**
 * The one client that is registered at the provider for this server. Immutable.
 *
 * @param clientId its identifier
 * @param clientSecret its secret, if it is a confidential client
 * @param method how it authenticates; {@code null} if that follows from the rest and the
 * provider's metadata
 */
public record UpstreamRegistration(String clientId, @Nullable String clientSecret,
		@Nullable ClientAuthenticationMethod method) {

	/**
	 * Does not show the secret.
	 */
	@Override
	public String toString() {
		return "UpstreamRegistration[clientId=" + this.clientId + ", confidential=" + (this.clientSecret != null)
				+ ", method=" + this.method + "]";
	}

}
