package io.github.mcpoauth.upstream;

import java.net.URI;

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

}
