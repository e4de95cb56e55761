package io.github.mcpoauth.jose;

import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/**
 * Makes the decoder that verifies ID tokens. Like that of access tokens it knows
 * asymmetric algorithms only and keys of full strength; a token of the type
 * {@code at+jwt} is none.
 */
public final class IdTokenDecoders {

	private IdTokenDecoders() {
	}

	/**
	 * Makes a decoder.
	 * @param keys the issuer's keys
	 * @param validators what to check besides the signature: all that OpenID Connect asks
	 * for
	 * @return a thread-safe decoder. It throws {@code BadJwtException} where the token is
	 * to blame, and another {@code JwtException} where the keys can't be had.
	 * @see <a href=
	 * "https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID
	 * Connect Core 1.0 section 3.1.3.7</a>
	 */
	public static JwtDecoder create(JWKSource<SecurityContext> keys, List<OAuth2TokenValidator<Jwt>> validators) {
		return new VerificationKeys(keys, List.of(SignatureAlgorithm.values()))
			.decoder(new DelegatingOAuth2TokenValidator<>(JwtTypeValidator.jwt(),
					new DelegatingOAuth2TokenValidator<>(validators)));
	}

}
