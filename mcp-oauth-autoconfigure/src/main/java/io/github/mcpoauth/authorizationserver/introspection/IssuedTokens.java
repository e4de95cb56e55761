package io.github.mcpoauth.authorizationserver.introspection;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.AbstractOAuth2Token;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;

import io.github.mcpoauth.authorizationserver.introspection.IssuedToken.Kind;

/**
 * Looks up what this server has issued. A JWT that the store does not know any more is
 * good by its signature: only the last access token of a grant is kept, and those before
 * it stay what they are until they expire. Thread-safe.
 */
public final class IssuedTokens {

	private final OAuth2AuthorizationService authorizations;

	private final JwtDecoder jwts;

	/**
	 * Makes a lookup.
	 * @param authorizations has what was granted
	 * @param jwts accepts this server's access tokens that are not revoked, for whatever
	 * resource
	 */
	public IssuedTokens(OAuth2AuthorizationService authorizations, JwtDecoder jwts) {
		this.authorizations = authorizations;
		this.jwts = jwts;
	}

	/**
	 * Looks up an access or a refresh token.
	 * @return the token, or {@code null} if it was not issued here, has expired, or was
	 * revoked
	 */
	@Nullable IssuedToken find(String value) {
		OAuth2Authorization authorization = this.authorizations.findByToken(value, null);
		if (authorization == null) {
			return signed(value);
		}
		OAuth2Authorization.Token<OAuth2Token> token = authorization.getToken(value);
		if (token == null || !token.isActive()) {
			return null;
		}
		if (token.getToken() instanceof OAuth2AccessToken) {
			return new IssuedToken(Kind.ACCESS_TOKEN, clientId(authorization), claims(token));
		}
		return (token.getToken() instanceof OAuth2RefreshToken refreshToken)
				? new IssuedToken(Kind.REFRESH_TOKEN, clientId(authorization), claims(authorization, refreshToken))
				: null;
	}

	/**
	 * Looks up an access token.
	 * @return the token, or {@code null} if there is no such one
	 */
	@Nullable IssuedToken findAccessToken(String value) {
		IssuedToken token = find(value);
		return (token != null && token.kind() == Kind.ACCESS_TOKEN) ? token : null;
	}

	private @Nullable IssuedToken signed(String value) {
		try {
			Jwt jwt = this.jwts.decode(value);
			String clientId = jwt.getClaimAsString(OAuth2ParameterNames.CLIENT_ID);
			return (clientId != null) ? new IssuedToken(Kind.ACCESS_TOKEN, clientId, jwt.getClaims()) : null;
		}
		catch (BadJwtException ex) {
			return null;
		}
	}

	/**
	 * A repository of the application's own may have other keys than client identifiers.
	 */
	private static String clientId(OAuth2Authorization authorization) {
		OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
		return (request != null) ? request.getClientId() : authorization.getRegisteredClientId();
	}

	private static Map<String, Object> claims(OAuth2Authorization.Token<?> accessToken) {
		Map<String, Object> claims = accessToken.getClaims();
		return (claims != null) ? claims : Map.of();
	}

	private static Map<String, Object> claims(OAuth2Authorization authorization, AbstractOAuth2Token refreshToken) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put(JwtClaimNames.SUB, authorization.getPrincipalName());
		putInstant(claims, JwtClaimNames.IAT, refreshToken.getIssuedAt());
		putInstant(claims, JwtClaimNames.EXP, refreshToken.getExpiresAt());
		claims.put(OAuth2ParameterNames.SCOPE, List.copyOf(authorization.getAuthorizedScopes()));
		return claims;
	}

	private static void putInstant(Map<String, Object> claims, String name, @Nullable Instant instant) {
		if (instant != null) {
			claims.put(name, instant);
		}
	}

}
