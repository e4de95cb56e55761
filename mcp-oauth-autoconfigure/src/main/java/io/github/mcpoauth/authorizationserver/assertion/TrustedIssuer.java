package io.github.mcpoauth.authorizationserver.assertion;

import java.util.Set;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * Who may vouch for users. Immutable.
 *
 * @param issuer the {@code iss} of its assertions, character by character
 * @param keys what it signs them with
 * @param clientIds the clients that may use its assertions, or none for all
 * @param upstream the name of the upstream that users log in at with the same issuer, or
 * {@code null} if there is none
 */
public record TrustedIssuer(String issuer, JWKSource<SecurityContext> keys, Set<String> clientIds,
		@Nullable String upstream) {

	public TrustedIssuer {
		clientIds = Set.copyOf(clientIds);
	}

}
