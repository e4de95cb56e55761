package io.github.mcpoauth.authorizationserver;

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

/**
 * Generates refresh tokens for public clients too, which the platform's generator
 * refuses. They are rotated at each use (OAuth 2.1 section 4.3.1), and each keeps the
 * expiry of its predecessor: rotation doesn't extend what a person agreed to.
 */
final class RefreshTokenGenerator implements OAuth2TokenGenerator<OAuth2RefreshToken> {

	private final StringKeyGenerator values = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32);

	private final Clock clock;

	RefreshTokenGenerator(Clock clock) {
		this.clock = clock;
	}

	@Override
	public @Nullable OAuth2RefreshToken generate(OAuth2TokenContext context) {
		if (!OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
			return null;
		}
		Instant issuedAt = this.clock.instant();
		return new OAuth2RefreshToken(this.values.generateKey(), issuedAt, expiresAt(context, issuedAt));
	}

	private static Instant expiresAt(OAuth2TokenContext context, Instant issuedAt) {
		OAuth2Authorization authorization = context.getAuthorization();
		OAuth2Authorization.Token<OAuth2RefreshToken> predecessor = (authorization != null)
				? authorization.getRefreshToken() : null;
		if (predecessor != null && predecessor.getToken().getExpiresAt() != null) {
			return predecessor.getToken().getExpiresAt();
		}
		return issuedAt.plus(context.getRegisteredClient().getTokenSettings().getRefreshTokenTimeToLive());
	}

}
