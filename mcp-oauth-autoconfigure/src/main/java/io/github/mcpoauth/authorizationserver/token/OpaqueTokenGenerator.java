package io.github.mcpoauth.authorizationserver.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;
import org.springframework.security.crypto.keygen.StringKeyGenerator;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.token.OAuth2AccessTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

import io.github.mcpoauth.jose.KeyedHash;

/**
 * Generates access tokens that say nothing to who holds them, for clients whose token
 * format is {@code reference}. The claims are the platform's; the value is not, because
 * it has to start so that tools which look for leaked secrets recognize it. What a
 * refresh brings is derived from the refresh token, so that a client which lost the
 * answer and asks again gets the same token, and the one of a request beside it stays
 * good.
 */
final class OpaqueTokenGenerator implements OAuth2TokenGenerator<OAuth2AccessToken> {

	private final StringKeyGenerator values = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), 32);

	private final OAuth2AccessTokenGenerator platform = new OAuth2AccessTokenGenerator();

	private final String prefix;

	private final KeyedHash successors;

	OpaqueTokenGenerator(String prefix, KeyedHash successors, Clock clock,
			OAuth2TokenCustomizer<OAuth2TokenClaimsContext> customizer) {
		this.prefix = prefix;
		this.successors = successors;
		this.platform.setClock(clock);
		this.platform.setAccessTokenCustomizer(customizer);
	}

	@Override
	public @Nullable OAuth2AccessToken generate(OAuth2TokenContext context) {
		OAuth2AccessToken token = this.platform.generate(context);
		return (token instanceof ClaimAccessor claims)
				? new OpaqueToken(this.prefix + value(context.getAuthorization()), token.getIssuedAt(),
						token.getExpiresAt(), token.getScopes(), claims.getClaims())
				: null;
	}

	private String value(@Nullable OAuth2Authorization authorization) {
		OAuth2Authorization.Token<OAuth2RefreshToken> refreshToken = (authorization != null)
				? authorization.getRefreshToken() : null;
		return (refreshToken != null) ? this.successors.of("access token", refreshToken.getToken().getTokenValue())
				: this.values.generateKey();
	}

	/**
	 * The claims don't travel, but are kept with the authorization.
	 */
	private static final class OpaqueToken extends OAuth2AccessToken implements ClaimAccessor {

		private static final long serialVersionUID = 1L;

		private final transient Map<String, Object> claims;

		OpaqueToken(String value, @Nullable Instant issuedAt, @Nullable Instant expiresAt, Set<String> scopes,
				Map<String, Object> claims) {
			super(TokenType.BEARER, value, issuedAt, expiresAt, scopes);
			this.claims = claims;
		}

		@Override
		public Map<String, Object> getClaims() {
			return this.claims;
		}

	}

}
