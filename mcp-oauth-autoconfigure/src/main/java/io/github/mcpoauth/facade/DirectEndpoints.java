package io.github.mcpoauth.facade;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.mcpoauth.upstream.EndpointSet;
import io.github.mcpoauth.upstream.UpstreamEndpoints;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * Where clients that talk to the identity provider themselves find it. There is always an
 * answer: where the provider's metadata can't be had, that is a guess. Thread-safe.
 */
public final class DirectEndpoints {

	private static final Log logger = LogFactory.getLog(DirectEndpoints.class);

	private final UpstreamMetadata metadata;

	private final Located guesses;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Collects what is known without asking.
	 * @param metadata what the provider says about itself
	 * @param guesses what to answer where that is not known, with all three endpoints
	 */
	public DirectEndpoints(UpstreamMetadata metadata, EndpointSet guesses) {
		this.metadata = metadata;
		this.guesses = new Located(Objects.requireNonNull(guesses.authorization()),
				Objects.requireNonNull(guesses.token()), Objects.requireNonNull(guesses.jwks()));
	}

	/**
	 * The endpoints as far as they are known, and guesses for the rest.
	 */
	Located locate() {
		try {
			UpstreamEndpoints known = this.metadata.endpoints();
			if (known.sendsIssuer() && this.warned.compareAndSet(false, true)) {
				warn(known.issuer());
			}
			return new Located(known.authorization(), known.token(), known.jwks());
		}
		catch (UpstreamUnavailableException ex) {
			return this.guesses;
		}
	}

	/**
	 * A client compares the {@code iss} of the answer with the issuer of the metadata,
	 * which is this application (RFC 9207 section 2.4).
	 */
	private static void warn(String issuer) {
		logger.warn("mcp.oauth.facade.endpoints has the value 'direct', and the identity provider " + issuer
				+ " sends the parameter iss with its authorization responses: clients of MCP 2026-07-28 will refuse "
				+ "them, because iss is not the issuer of the metadata that they have read. "
				+ "Set mcp.oauth.facade.endpoints=relay");
	}

	/**
	 * Endpoints of the provider.
	 */
	record Located(URI authorization, URI token, URI jwks) {
	}

}
