package io.github.mcpoauth.jose;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * Refuses a token after its header if no key can verify it, as the decoder behind it
 * would in the end, which has read the claims by then and throws one exception after the
 * other, and one whose signature is not written in the one way there is. Accepts nothing
 * itself: what has a key, and what is no token at all, is for that decoder. Thread-safe.
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
		if (!hasOneSpelling(token)) {
			throw new BadJwtException("The signature is not base64url");
		}
		return this.delegate.decode(token);
	}

	/**
	 * Header and claims are signed as they are written, the signature is not: the decoder
	 * behind passes over characters and bits in it that mean nothing (RFC 7515 section
	 * 2).
	 */
	private static boolean hasOneSpelling(String token) {
		return CanonicalBase64.decode(token.substring(token.lastIndexOf('.') + 1)) != null;
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
