package io.github.mcpoauth.authorizationserver.store;

import java.security.Principal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;

/**
 * Writes authorizations. Of the person who logged in, the name and the authorities are
 * kept, and what another server said of it: an object of the application's own could not
 * be read again everywhere.
 */
final class AuthorizationWriter {

	private static final Set<String> WRITTEN_APART = Set.of(Principal.class.getName(),
			OAuth2AuthorizationRequest.class.getName(), OAuth2ParameterNames.STATE);

	private AuthorizationWriter() {
	}

	static AuthorizationContent write(OAuth2Authorization authorization, Revision.@Nullable Rotated rotated) {
		String state = authorization.getAttribute(OAuth2ParameterNames.STATE);
		return new AuthorizationContent(authorization.getId(), authorization.getRegisteredClientId(),
				authorization.getPrincipalName(), person(authorization.getAttribute(Principal.class.getName())),
				authorization.getAuthorizationGrantType().getValue(), List.copyOf(authorization.getAuthorizedScopes()),
				request(authorization.getAttribute(OAuth2AuthorizationRequest.class.getName())),
				(state != null) ? MaskedValue.hash(state) : null,
				token(authorization.getToken(OAuth2AuthorizationCode.class)), token(authorization.getAccessToken()),
				token(authorization.getRefreshToken()), (rotated != null)
						? new AuthorizationContent.RotatedToken(rotated.hash(), rotated.at().toEpochMilli()) : null,
				attributes(authorization));
	}

	private static AuthorizationContent.@Nullable Person person(@Nullable Authentication principal) {
		if (principal == null) {
			return null;
		}
		Map<String, Object> claims = (principal.getPrincipal() instanceof OAuth2AuthenticatedPrincipal known)
				? known.getAttributes() : Map.of();
		return new AuthorizationContent.Person(principal.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.filter(Objects::nonNull)
			.toList(), ClaimValues.toJson(claims));
	}

	private static AuthorizationContent.@Nullable Request request(@Nullable OAuth2AuthorizationRequest request) {
		return (request != null) ? new AuthorizationContent.Request(request.getAuthorizationUri(),
				request.getClientId(), request.getRedirectUri(), List.copyOf(request.getScopes()), request.getState(),
				ClaimValues.toJson(request.getAdditionalParameters())) : null;
	}

	private static AuthorizationContent.@Nullable Token token(
			OAuth2Authorization.@Nullable Token<? extends OAuth2Token> token) {
		if (token == null) {
			return null;
		}
		Map<String, Object> claims = token.getClaims();
		return new AuthorizationContent.Token(MaskedValue.hash(token.getToken().getTokenValue()),
				millis(token.getToken().getIssuedAt()), millis(token.getToken().getExpiresAt()), token.isInvalidated(),
				(token.getToken() instanceof OAuth2AccessToken accessToken) ? List.copyOf(accessToken.getScopes())
						: List.of(),
				token.getMetadata(OAuth2TokenFormat.class.getName()),
				(claims != null) ? ClaimValues.toJson(claims) : null);
	}

	private static @Nullable Long millis(@Nullable Instant instant) {
		return (instant != null) ? instant.toEpochMilli() : null;
	}

	private static Map<String, Object> attributes(OAuth2Authorization authorization) {
		Map<String, Object> others = new LinkedHashMap<>(authorization.getAttributes());
		others.keySet().removeIf((name) -> WRITTEN_APART.contains(name) || Revision.isNameOf(name));
		return ClaimValues.toJson(others);
	}

}
