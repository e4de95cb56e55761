package io.github.mcpoauth.jose;

import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * What a token has to be to count as an access token for this resource. Immutable.
 *
 * @param issuer accepts the {@code iss} value
 * @param audience accepts the {@code aud} values
 * @param algorithms the accepted signature algorithms; all of them asymmetric
 * @param clockSkew how far the clocks of issuer and resource may differ
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9068#section-4">RFC 9068 section
 * 4</a>
 */
public record AccessTokenPolicy(Predicate<String> issuer, AudienceRule audience, Set<SignatureAlgorithm> algorithms,
		Duration clockSkew) {

	/** The clock skew that the platform allows as well. */
	public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(60);

	public AccessTokenPolicy {
		algorithms = Set.copyOf(algorithms);
	}

	/**
	 * A policy with one issuer.
	 * @param issuer the only accepted {@code iss}, compared character by character
	 * @param audience accepts the {@code aud} values
	 * @param algorithms the accepted signature algorithms; all of them asymmetric
	 * @param clockSkew how far the clocks of issuer and resource may differ
	 */
	public AccessTokenPolicy(String issuer, AudienceRule audience, Set<SignatureAlgorithm> algorithms,
			Duration clockSkew) {
		this((Predicate<String>) issuer::equals, audience, algorithms, clockSkew);
	}

}
