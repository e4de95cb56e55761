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
 * @param introspection the introspection endpoint, if there is one and it is known
 * @param userInfo the UserInfo endpoint, if there is one and it is known
 */
public record EndpointSet(@Nullable URI authorization, @Nullable URI token, @Nullable URI jwks,
		@Nullable URI revocation, @Nullable URI introspection, @Nullable URI userInfo) {

	/** Nothing is known. */
	public static final EndpointSet NONE = new EndpointSet(null, null, null, null, null, null);

	/**
	 * Fills gaps, endpoint by endpoint.
	 */
	EndpointSet orElse(EndpointSet other) {
		return new EndpointSet(first(this.authorization, other.authorization), first(this.token, other.token),
				first(this.jwks, other.jwks), first(this.revocation, other.revocation),
				first(this.introspection, other.introspection), first(this.userInfo, other.userInfo));
	}

	private static @Nullable URI first(@Nullable URI endpoint, @Nullable URI other) {
		return (endpoint != null) ? endpoint : other;
	}

	/**
	 * Whether nothing is missing that every provider has.
	 */
	boolean isComplete() {
		return this.authorization != null && this.token != null && this.jwks != null;
	}

}
