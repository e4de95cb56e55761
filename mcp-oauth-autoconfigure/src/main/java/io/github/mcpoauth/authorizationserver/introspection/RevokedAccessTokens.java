package io.github.mcpoauth.authorizationserver.introspection;

import java.time.Duration;
import java.time.Instant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.jose.TokenDefect;
import io.github.mcpoauth.jose.TokenError;

/**
 * Remembers revoked access tokens until they expire, so that revoking one takes effect on
 * the resource of the same instance at once. Thread-safe.
 */
public final class RevokedAccessTokens implements OAuth2TokenValidator<Jwt> {

	private static final long MAX_TOKENS = 100_000;

	private final Cache<String, Instant> expiryByHash = Caffeine.newBuilder()
		.maximumSize(MAX_TOKENS)
		.expireAfter(Expiry.<String, Instant>creating((hash, expiresAt) -> untilExpiry(expiresAt)))
		.build();

	private static Duration untilExpiry(Instant expiresAt) {
		Duration left = Duration.between(Instant.now(), expiresAt);
		return left.isNegative() ? Duration.ZERO : left;
	}

	/**
	 * Remembers that a token was revoked.
	 * @param jti its identifier
	 * @param expiresAt when it expires
	 */
	public void add(String jti, Instant expiresAt) {
		addHash(Sha256.base64(jti), expiresAt);
	}

	void addHash(String jtiHash, Instant expiresAt) {
		// The resource allows for clock skew, so a token is remembered beyond its expiry
		this.expiryByHash.put(jtiHash, expiresAt.plus(Duration.ofMinutes(2)));
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		if (isRevoked(token.getId())) {
			return OAuth2TokenValidatorResult.failure(new TokenError(TokenDefect.REVOKED, "The token was revoked"));
		}
		return OAuth2TokenValidatorResult.success();
	}

	/**
	 * Tells whether a token was revoked. Asked on every request, and mostly there are
	 * none.
	 * @param jti its identifier, or {@code null} if it has none
	 * @return whether it is known to be revoked
	 */
	public boolean isRevoked(@Nullable String jti) {
		return jti != null && !this.expiryByHash.asMap().isEmpty()
				&& this.expiryByHash.getIfPresent(Sha256.base64(jti)) != null;
	}

}
