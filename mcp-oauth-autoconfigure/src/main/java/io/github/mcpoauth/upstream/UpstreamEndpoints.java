package io.github.mcpoauth.upstream;

import java.net.URI;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where the identity provider's endpoints are, and how it wants to be talked to.
 * Immutable.
 *
 * @param issuer its issuer identifier as its metadata spells it: for providers with many
 * tenants a template such as {@code https://login.example/{tenantid}/v2.0}
 * @param authorization the authorization endpoint
 * @param token the token endpoint
 * @param jwks where its signing keys are
 * @param revocation the revocation endpoint, if it has one (RFC 7009)
 * @param sendsIssuer whether each of its authorization responses carries {@code iss}
 * @param tokenAuthMethods how clients may authenticate at the token endpoint; empty if
 * the provider does not say
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414 section
 * 2</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9207#section-3">RFC 9207 section
 * 3</a>
 */
public record UpstreamEndpoints(String issuer, URI authorization, URI token, URI jwks, @Nullable URI revocation,
		boolean sendsIssuer, Set<String> tokenAuthMethods) {

	public UpstreamEndpoints {
		tokenAuthMethods = Set.copyOf(tokenAuthMethods);
	}

}
