package io.github.mcpoauth.jose;

import java.util.List;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

/**
 * Passes over published keys that nobody should verify with: shared secrets, and RSA keys
 * of less than 2048 bits (RFC 7518 section 3.3).
 */
final class StrongKeysJwkSource implements JWKSource<SecurityContext> {

	private static final int MIN_RSA_BITS = 2048;

	private final JWKSource<SecurityContext> delegate;

	StrongKeysJwkSource(JWKSource<SecurityContext> delegate) {
		this.delegate = delegate;
	}

	@Override
	public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
		return this.delegate.get(selector, context).stream().filter(StrongKeysJwkSource::isStrong).toList();
	}

	private static boolean isStrong(JWK key) {
		return !KeyType.OCT.equals(key.getKeyType()) && (!(key instanceof RSAKey) || key.size() >= MIN_RSA_BITS);
	}

}
