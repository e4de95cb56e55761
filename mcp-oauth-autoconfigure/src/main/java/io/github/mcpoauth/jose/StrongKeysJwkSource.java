package io.github.mcpoauth.jose;

import java.util.Collection;
import java.util.List;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Passes over RSA keys of less than 2048 bits, which nobody should verify with (RFC 7518
 * section 3.3). Published shared secrets never get here, since only asymmetric algorithms
 * are accepted.
 */
final class StrongKeysJwkSource implements JWKSource<SecurityContext> {

	private static final int MIN_RSA_BITS = 2048;

	private final JWKSource<SecurityContext> delegate;

	StrongKeysJwkSource(JWKSource<SecurityContext> delegate) {
		this.delegate = delegate;
	}

	/** Makes a decoder that verifies with such keys only. */
	static JwtDecoder decoder(JWKSource<SecurityContext> keys, Collection<SignatureAlgorithm> algorithms,
			OAuth2TokenValidator<Jwt> rules) {
		JWKSource<SecurityContext> strong = new StrongKeysJwkSource(keys);
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(strong)
			.jwsAlgorithms((accepted) -> accepted.addAll(algorithms))
			.build();
		decoder.setJwtValidator(rules);
		return new KnownKeyJwtDecoder(strong, algorithms, decoder);
	}

	@Override
	public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
		return this.delegate.get(selector, context).stream().filter(StrongKeysJwkSource::isStrong).toList();
	}

	private static boolean isStrong(JWK key) {
		return !(key instanceof RSAKey) || key.size() >= MIN_RSA_BITS;
	}

}
