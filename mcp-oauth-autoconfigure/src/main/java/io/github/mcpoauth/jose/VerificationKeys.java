package io.github.mcpoauth.jose;

import java.security.PublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * The issuer's keys that can verify a token, by its header. RSA keys of less than 2048
 * bits are passed over, which nobody should verify with (RFC 7518 section 3.3), and so
 * are shared secrets that somebody published. A published key is made one of Java only
 * once, which would otherwise take a quarter of what verifying with it takes.
 * Thread-safe.
 */
final class VerificationKeys implements JWSKeySelector<SecurityContext> {

	private static final int MIN_RSA_BITS = 2048;

	private static final MappedJwtClaimSetConverter CLAIMS = MappedJwtClaimSetConverter.withDefaults(Map.of());

	private final JWKSource<SecurityContext> published;

	private final Set<JWSAlgorithm> algorithms;

	/** By identity, and only as long as the issuer's set of keys has them. */
	private final LoadingCache<JWK, Optional<PublicKey>> converted = Caffeine.newBuilder()
		.weakKeys()
		.build(VerificationKeys::converted);

	/**
	 * Makes a selector.
	 * @param published the keys that the issuer publishes
	 * @param algorithms the accepted algorithms; all of them asymmetric
	 */
	VerificationKeys(JWKSource<SecurityContext> published, Collection<SignatureAlgorithm> algorithms) {
		this.published = published;
		this.algorithms = algorithms.stream()
			.map((algorithm) -> JWSAlgorithm.parse(algorithm.getName()))
			.collect(Collectors.toUnmodifiableSet());
	}

	/** Makes a decoder that verifies with such keys only. */
	NimbusJwtDecoder decoder(OAuth2TokenValidator<Jwt> rules) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(this.published)
			.jwtProcessorCustomizer((processor) -> processor.setJWSKeySelector(this))
			.build();
		decoder.setClaimSetConverter(VerificationKeys::converted);
		decoder.setJwtValidator(rules);
		return decoder;
	}

	/**
	 * As the platform does it, but for the time of issue of a token that has none: it
	 * would be made up, a second before the expiry, which is in the future.
	 */
	private static Map<String, Object> converted(Map<String, Object> claims) {
		Map<String, Object> converted = CLAIMS.convert(claims);
		if (claims.get(JwtClaimNames.IAT) == null) {
			converted.remove(JwtClaimNames.IAT);
		}
		return converted;
	}

	@Override
	public List<PublicKey> selectJWSKeys(JWSHeader header, @Nullable SecurityContext context)
			throws KeySourceException {
		// No key is looked for, let alone fetched, for an algorithm that is not accepted
		boolean accepted = this.algorithms.contains(header.getAlgorithm());
		JWKMatcher matcher = accepted ? JWKMatcher.forJWSHeader(header) : null;
		if (matcher == null) {
			return List.of();
		}
		return this.published.get(new JWKSelector(matcher), context)
			.stream()
			.map(this.converted::get)
			.flatMap(Optional::stream)
			.toList();
	}

	private static Optional<PublicKey> converted(JWK key) {
		if (!(key instanceof AsymmetricJWK asymmetric) || (key instanceof RSAKey && key.size() < MIN_RSA_BITS)) {
			return Optional.empty();
		}
		try {
			return Optional.of(asymmetric.toPublicKey());
		}
		catch (JOSEException ex) {
			// Of a kind that this Java does not know, as the platform does it
			return Optional.empty();
		}
	}

}
