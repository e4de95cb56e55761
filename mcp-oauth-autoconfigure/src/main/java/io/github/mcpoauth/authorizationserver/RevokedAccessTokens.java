package io.github.mcpoauth.authorizationserver;

import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Remembers revoked access tokens until they expire, so that revoking one takes effect on
 * the resource of the same instance at once. Thread-safe.
 */
public final class RevokedAccessTokens implements OAuth2TokenValidator<Jwt> {

	private static final long MAX_TOKENS = 100_000;

	private final Cache<String, Instant> expiryByJti = Caffeine.newBuilder()
		.maximumSize(MAX_TOKENS)
		.expireAfter(Expiry.<String, Instant>creating((jti, expiresAt) -> untilExpiry(expiresAt)))
		.build();

	private static Duration untilExpiry(Instant expiresAt) {
		Duration left = Duration.between(Instant.now(), expiresAt);
		return left.isNegative() ? Duration.ZERO : left;
	}

	void add(String jti, Instant expiresAt) {
		// The resource allows for clock skew, so a token is remembered beyond its expiry
		this.expiryByJti.put(jti, expiresAt.plus(Duration.ofMinutes(2)));
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		if (token.getId() != null && this.expiryByJti.getIfPresent(token.getId()) != null) {
			return OAuth2TokenValidatorResult
				.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "The token was revoked", null));
		}
		return OAuth2TokenValidatorResult.success();
	}

}
