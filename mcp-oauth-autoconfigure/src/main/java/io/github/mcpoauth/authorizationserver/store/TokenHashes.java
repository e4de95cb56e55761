package io.github.mcpoauth.authorizationserver.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * The hashes of the tokens that an authorization has at the moment. Immutable.
 */
final class TokenHashes {

	private final Map<String, String> hashesByType = new HashMap<>();

	private TokenHashes() {
	}

	static TokenHashes none() {
		return new TokenHashes();
	}

	static TokenHashes of(OAuth2Authorization authorization) {
		TokenHashes hashes = new TokenHashes();
		hashes.put(OAuth2ParameterNames.STATE, authorization.getAttribute(OAuth2ParameterNames.STATE));
		hashes.putToken(OAuth2ParameterNames.CODE, authorization.getToken(OAuth2AuthorizationCode.class));
		hashes.putToken(OAuth2TokenType.ACCESS_TOKEN.getValue(), authorization.getAccessToken());
		hashes.putToken(OAuth2TokenType.REFRESH_TOKEN.getValue(), authorization.getRefreshToken());
		return hashes;
	}

	private void putToken(String type, OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
		put(type, (token != null) ? token.getToken().getTokenValue() : null);
	}

	private void put(String type, @Nullable String value) {
		if (value != null) {
			this.hashesByType.put(type, MaskedValue.hash(value));
		}
	}

	@Nullable String refreshToken() {
		return this.hashesByType.get(OAuth2TokenType.REFRESH_TOKEN.getValue());
	}

	Set<String> without(TokenHashes others) {
		Set<String> rest = new HashSet<>(this.hashesByType.values());
		rest.removeAll(others.hashesByType.values());
		return rest;
	}

	/**
	 * Tells whether a hash is that of a token of the type, or of any if the type is
	 * {@code null}.
	 */
	boolean contain(String hash, @Nullable OAuth2TokenType type) {
		return (type != null) ? hash.equals(this.hashesByType.get(type.getValue()))
				: this.hashesByType.containsValue(hash);
	}

}
