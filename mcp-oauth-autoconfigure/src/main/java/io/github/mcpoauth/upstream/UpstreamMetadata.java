package io.github.mcpoauth.upstream;

import java.net.URI;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What the identity provider says about itself. Implementations are thread-safe, fetch
 * when first asked and never at startup, and go on with what they know while the provider
 * is down.
 */
public interface UpstreamMetadata {

	/**
	 * The endpoints of the provider.
	 * @return the endpoints, possibly from before an outage
	 * @throws UpstreamUnavailableException if they were never known
	 */
	UpstreamEndpoints endpoints() throws UpstreamUnavailableException;

	/**
	 * Where the provider's signing keys are. It may be known where the endpoints are not:
	 * whoever only verifies tokens needs no more.
	 * @return the location of a JWK Set
	 * @throws UpstreamUnavailableException if it was never known
	 */
	default URI jwks() throws UpstreamUnavailableException {
		return endpoints().jwks();
	}

	/**
	 * Where the provider says what its tokens are (RFC 7662).
	 * @return the introspection endpoint, or {@code null} if it has none
	 * @throws UpstreamUnavailableException if it was never known
	 */
	default @Nullable URI introspection() throws UpstreamUnavailableException {
		return null;
	}

	/**
	 * Where the provider says who a token's user is (OpenID Connect Core 1.0 section
	 * 5.3).
	 * @return the UserInfo endpoint, or {@code null} if it has none
	 * @throws UpstreamUnavailableException if it was never known
	 */
	default @Nullable URI userInfo() throws UpstreamUnavailableException {
		return null;
	}

	/**
	 * How clients may authenticate at the provider's endpoints.
	 * @return the methods; empty if the provider does not say
	 * @throws UpstreamUnavailableException if they were never known
	 */
	default Set<String> authMethods() throws UpstreamUnavailableException {
		return endpoints().tokenAuthMethods();
	}

}
