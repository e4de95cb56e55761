package io.github.mcpoauth.jose;

import java.time.Instant;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/**
 * Makes the decoder that verifies access tokens by an {@link AccessTokenPolicy}. Unlike
 * the platform's defaults it insists on an expiry and an audience, accepts the
 * {@code at+jwt} type of RFC 9068, and verifies with keys of full strength only.
 */
public final class AccessTokenDecoders {

	private AccessTokenDecoders() {
	}

	/**
	 * Makes a decoder.
	 * @param keys the issuer's keys
	 * @param policy what to accept
	 * @param additional what to check as well, after the policy
	 * @return a thread-safe decoder. It throws {@code BadJwtException} where the token is
	 * to blame, and another {@code JwtException} where the keys can't be had.
	 */
	public static JwtDecoder create(JWKSource<SecurityContext> keys, AccessTokenPolicy policy,
			List<OAuth2TokenValidator<Jwt>> additional) {
		return new KnownKeyJwtDecoder(new VerificationKeys(keys, policy.algorithms()),
				new DelegatingOAuth2TokenValidator<>(type(), issuer(policy), audience(policy), expiry(policy),
						issuedAt(policy), new DelegatingOAuth2TokenValidator<>(additional)));
	}

	private static OAuth2TokenValidator<Jwt> type() {
		JwtTypeValidator validator = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
		validator.setAllowEmpty(true);
		return TokenError.naming(TokenDefect.TYPE, validator);
	}

	private static OAuth2TokenValidator<Jwt> issuer(AccessTokenPolicy policy) {
		return (jwt) -> {
			Object issuer = jwt.getClaims().get(JwtClaimNames.ISS);
			return result(issuer != null && policy.issuer().test(issuer.toString()), TokenDefect.ISSUER,
					"The token is another issuer's (iss)");
		};
	}

	private static OAuth2TokenValidator<Jwt> audience(AccessTokenPolicy policy) {
		return (jwt) -> {
			List<String> audience = jwt.getAudience();
			boolean intended = policy.audience().accepts((audience != null) ? audience : List.of());
			return result(intended, TokenDefect.AUDIENCE, "The token was not issued for this resource (aud)");
		};
	}

	private static OAuth2TokenValidator<Jwt> expiry(AccessTokenPolicy policy) {
		JwtTimestampValidator validator = new JwtTimestampValidator(policy.clockSkew());
		validator.setAllowEmptyExpiryClaim(false);
		return TokenError.naming(TokenDefect.EXPIRED, validator);
	}

	private static OAuth2TokenValidator<Jwt> issuedAt(AccessTokenPolicy policy) {
		ClockWarning warning = new ClockWarning(policy);
		return (jwt) -> {
			Instant issuedAt = jwt.getIssuedAt();
			Instant now = Instant.now();
			boolean past = issuedAt == null || !issuedAt.isAfter(now.plus(policy.clockSkew()));
			warning.look(jwt, now);
			return result(past, TokenDefect.EXPIRED, "The token was issued in the future (iat)");
		};
	}

	private static OAuth2TokenValidatorResult result(boolean valid, TokenDefect defect, String problem) {
		return valid ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult.failure(new TokenError(defect, problem));
	}

}
