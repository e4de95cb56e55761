package io.github.mcpoauth.facade;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.upstream.EndpointSet;
import io.github.mcpoauth.upstream.UpstreamEndpoints;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * Where clients that talk to the identity provider themselves find it. There is always an
 * answer: an endpoint that is not known is guessed to be where Keycloak has it, below the
 * issuer. So a wrong guess leads to a page that is not found at the provider, and to
 * nobody else. Thread-safe.
 */
public final class DirectEndpoints {

	private static final Log logger = LogFactory.getLog(DirectEndpoints.class);

	private static final String KEYCLOAK = "/protocol/openid-connect";

	private final UpstreamMetadata metadata;

	private final EndpointSet configured;

	private final String issuer;

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Collects what is known without asking.
	 * @param metadata what the provider says about itself
	 * @param configured endpoints that are configured
	 * @param issuer the provider's issuer identifier
	 */
	public DirectEndpoints(UpstreamMetadata metadata, EndpointSet configured, String issuer) {
		this.metadata = metadata;
		this.configured = configured;
		this.issuer = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
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
			return new Located(orGuess(this.configured.authorization(), "/auth"),
					orGuess(this.configured.token(), "/token"), keys(ex));
		}
	}

	/**
	 * They may be known where the rest is not. But where nothing could be fetched, to ask
	 * for them would be to wait for the provider a second time.
	 */
	private URI keys(UpstreamUnavailableException reason) {
		try {
			return (reason.getCause() == null) ? this.metadata.jwks() : orGuess(this.configured.jwks(), "/certs");
		}
		catch (UpstreamUnavailableException ex) {
			return orGuess(this.configured.jwks(), "/certs");
		}
	}

	private URI orGuess(@Nullable URI configured, String path) {
		return (configured != null) ? configured : URI.create(this.issuer + KEYCLOAK + path);
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
