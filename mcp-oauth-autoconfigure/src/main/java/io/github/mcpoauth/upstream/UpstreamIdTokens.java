package io.github.mcpoauth.upstream;

import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

import io.github.mcpoauth.jose.IdTokenDecoders;

/**
 * Verifies ID tokens of a provider.
 */
public final class UpstreamIdTokens {

	private UpstreamIdTokens() {
	}

	/**
	 * Makes a decoder.
	 * @param settings which provider
	 * @param keys its keys
	 * @param forClient checks whether a token is for the client, and still valid
	 * @return a thread-safe decoder. It throws {@code BadJwtException} where the token is
	 * to blame, and another {@code JwtException} where the keys can't be had.
	 */
	public static JwtDecoder decoder(UpstreamSettings settings, JWKSource<SecurityContext> keys,
			OAuth2TokenValidator<Jwt> forClient) {
		IssuerPattern issuer = new IssuerPattern(List.of(settings.documentIssuer()));
		return IdTokenDecoders.create(keys, List.of(issuer(issuer), new TenantOfIssuer(issuer), forClient));
	}

	private static OAuth2TokenValidator<Jwt> issuer(IssuerPattern issuer) {
		return (token) -> issuer.test(String.valueOf(token.getClaims().get("iss")))
				? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN,
						"The ID token is another issuer's (iss)", null));
	}

}
