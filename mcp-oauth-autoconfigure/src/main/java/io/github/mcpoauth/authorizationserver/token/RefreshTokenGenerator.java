package io.github.mcpoauth.authorizationserver.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.github.mcpoauth.jose.KeyedHash;

/**
 * Generates refresh tokens for public clients too, which the platform's generator
 * refuses. They are rotated at each use (OAuth 2.1 section 4.3.1), and each keeps the
 * expiry of its predecessor: rotation doesn't extend what a person agreed to. A successor
 * is derived from its predecessor, so that a client which lost the answer and asks again
 * gets the same one, and no second family.
 */
final class RefreshTokenGenerator implements OAuth2TokenGenerator<OAuth2RefreshToken> {

	private final StringKeyGenerator values = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32);

	private final KeyedHash successors;

	private final Clock clock;

	RefreshTokenGenerator(KeyedHash successors, Clock clock) {
		this.successors = successors;
		this.clock = clock;
	}

	@Override
	public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
		if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
			return null;
		}
		OAuth2Authorization authorization = context.getAuthorization();
		OAuth2Authorization.Token<OAuth2RefreshToken> predecessor = (authorization != null)
				? authorization.getRefreshToken() : null;
		Instant issuedAt = this.clock.instant();
		return (predecessor != null) ? successor(predecessor.getToken(), issuedAt)
				: new OAuth2RefreshToken(this.values.generateKey(), issuedAt,
						issuedAt.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive()));
	}

	private OAuth2RefreshToken successor(OAuth2RefreshToken predecessor, Instant issuedAt) {
		return new OAuth2RefreshToken(this.successors.of("refresh token", predecessor.getTokenValue()), issuedAt,
				predecessor.getExpiresAt());
	}

}
