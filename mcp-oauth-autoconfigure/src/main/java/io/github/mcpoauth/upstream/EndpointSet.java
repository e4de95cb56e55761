package io.github.mcpoauth.upstream;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a provider's endpoints from one source. Immutable.
 *
 * @param authorization the authorization endpoint, if it is known
 * @param token the token endpoint, if it is known
 * @param jwks where the signing keys are, if that is known
 * @param revocation the revocation endpoint, if there is one and it is known
 */
public record EndpointSet(@Nullable URI authorization, @Nullable URI token, @Nullable URI jwks,
		@Nullable URI revocation) {

	/** Nothing is known. */
	public static final EndpointSet NONE = new EndpointSet(null, null, null, null);

	/**
	 * Fills gaps, endpoint by endpoint.
	 */
	EndpointSet orElse(EndpointSet other) {
		return new EndpointSet((this.authorization != null) ? this.authorization : other.authorization,
				(this.token != null) ? this.token : other.token, (this.jwks != null) ? this.jwks : other.jwks,
				(this.revocation != null) ? this.revocation : other.revocation);
	}

	/**
	 * Whether nothing is missing that every provider has.
	 */
	boolean isComplete() {
		return this.authorization != null && this.token != null && this.jwks != null;
	}

}
