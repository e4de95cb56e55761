package io.github.mcpoauth.jose;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Refuses a token after its header if no key can verify it, as the decoder behind it
 * would in the end, which has read the claims by then and throws one exception after the
 * other. Accepts nothing itself: what has a key, and what is no token at all, is for that
 * decoder. Thread-safe.
 */
final class KnownKeyJwtDecoder implements JwtDecoder {

	private final JWKSource<SecurityContext> keys;

	private final Set<String> algorithms;

	private final JwtDecoder delegate;

	KnownKeyJwtDecoder(JWKSource<SecurityContext> keys, Collection<SignatureAlgorithm> algorithms,
			JwtDecoder delegate) {
		this.keys = keys;
		this.algorithms = algorithms.stream().map(SignatureAlgorithm::getName).collect(Collectors.toUnmodifiableSet());
		this.delegate = delegate;
	}

	@Override
	public Jwt decode(String token) {
		JWSHeader header = JwsHeaders.of(token);
		// No key is looked for, let alone fetched, for an algorithm that is not accepted
		boolean accepted = header != null && this.algorithms.contains(header.getAlgorithm().getName());
		JWKMatcher matcher = accepted ? JWKMatcher.forJWSHeader(header) : null;
		if (matcher != null && !hasKey(new JWKSelector(matcher))) {
			throw new UnknownKeyException();
		}
		return this.delegate.decode(token);
	}

	@SuppressWarnings("NullAway") // a context is optional, and Nimbus has no annotations
	private boolean hasKey(JWKSelector selector) {
		try {
			return !this.keys.get(selector, null).isEmpty();
		}
		catch (KeySourceException ex) {
			String reason = (ex.getMessage() != null) ? ex.getMessage() : "The issuer was asked a moment ago";
			throw new JwtException(reason, ex);
		}
	}

}
