package io.github.mcpoauth.authorizationserver;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * The values by which an authorization is found.
 */
final class TokenValues {

	private final Map<String, String> valuesByType = new HashMap<>();

	private TokenValues() {
	}

	static TokenValues of(OAuth2Authorization authorization) {
		TokenValues values = new TokenValues();
		values.put(OAuth2ParameterNames.STATE, authorization.getAttribute(OAuth2ParameterNames.STATE));
		values.putToken(OAuth2ParameterNames.CODE, authorization.getToken(OAuth2AuthorizationCode.class));
		values.putToken(OAuth2TokenType.ACCESS_TOKEN.getValue(), authorization.getAccessToken());
		values.putToken(OAuth2TokenType.REFRESH_TOKEN.getValue(), authorization.getRefreshToken());
		return values;
	}

	private void putToken(String type, OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
		put(type, (token != null) ? token.getToken().getTokenValue() : null);
	}

	private void put(String type, @Nullable String value) {
		if (value != null) {
			this.valuesByType.put(type, value);
		}
	}

	Collection<String> all() {
		return this.valuesByType.values();
	}

	/**
	 * Tells whether a value is of a type, or of any if the type is {@code null}.
	 */
	boolean contain(String value, @Nullable OAuth2TokenType type) {
		return (type != null) ? value.equals(this.valuesByType.get(type.getValue()))
				: this.valuesByType.containsValue(value);
	}

}
