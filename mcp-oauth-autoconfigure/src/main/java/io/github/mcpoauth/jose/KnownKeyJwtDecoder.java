package io.github.mcpoauth.jose;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
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

	private final VerificationKeys keys;

	private final JwtDecoder delegate;

	KnownKeyJwtDecoder(VerificationKeys keys, OAuth2TokenValidator<Jwt> rules) {
		this.keys = keys;
		this.delegate = keys.decoder(rules);
	}

	@Override
	public Jwt decode(String token) {
		JWSHeader header = JwsHeaders.of(token);
		if (header != null && !hasKey(header)) {
			throw new UnknownKeyException();
		}
		return this.delegate.decode(token);
	}

	private boolean hasKey(JWSHeader header) {
		try {
			return !this.keys.selectJWSKeys(header, null).isEmpty();
		}
		catch (KeySourceException ex) {
			String reason = (ex.getMessage() != null) ? ex.getMessage() : "The issuer was asked a moment ago";
			throw new JwtException(reason, ex);
		}
	}

}
