package io.github.mcpoauth.jose;

import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Makes the decoder that verifies the assertions of an issuer. Like that of access tokens
 * it knows asymmetric algorithms only and keys of full strength.
 */
public final class AssertionDecoders {

	private AssertionDecoders() {
	}

	/**
	 * Makes a decoder.
	 * @param keys the issuer's keys
	 * @param rules what to check besides the signature: all of it, the type included
	 * @return a thread-safe decoder. It throws {@code JwtValidationException} where a
	 * rule is broken, another {@code BadJwtException} where the signature is to blame,
	 * and another {@code JwtException} where the keys can't be had.
	 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7523#section-3">RFC 7523
	 * section 3</a>
	 */
	public static JwtDecoder create(JWKSource<SecurityContext> keys, OAuth2TokenValidator<Jwt> rules) {
		return new KnownKeyJwtDecoder(new VerificationKeys(keys, List.of(SignatureAlgorithm.values())), rules);
	}

}
