package io.github.mcpoauth.authorizationserver.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetResource;
import io.github.mcpoauth.authorizationserver.user.UserClaimsRecorder;

/**
 * What access tokens say beyond the platform's claims: whom they are for, as RFC 8707 has
 * it, with the client, the scopes and what is known of the user. The client is in
 * {@code azp} as well, where software for OpenID Connect looks. The same for JWTs and for
 * what introspection says about opaque tokens.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9068#section-2.2">RFC 9068
 * section 2.2</a>
 */
final class AccessTokenClaims {

	private final ResourceIndicators resources;

	AccessTokenClaims(ResourceIndicators resources) {
		this.resources = resources;
	}

	/**
	 * The claims of a token that is about to be issued.
	 * @throws OAuth2AuthenticationException if the client asks for another resource than
	 * was granted
	 */
	Map<String, Object> of(OAuth2TokenContext context) {
		String clientId = context.getRegisteredClient().getClientId();
		Map<String, Object> claims = new LinkedHashMap<>(UserClaimsRecorder.recorded(context.getAuthorization()));
		claims.put(JwtClaimNames.AUD, List.of(resource(context).identifier().toString()));
		claims.put(OAuth2ParameterNames.CLIENT_ID, clientId);
		claims.put(IdTokenClaimNames.AZP, clientId);
		if (!context.getAuthorizedScopes().isEmpty()) {
			claims.put(OAuth2ParameterNames.SCOPE, String.join(" ", context.getAuthorizedScopes()));
		}
		return claims;
	}

	/**
	 * The resource that was granted. A client may name it again, and no other (RFC 8707
	 * section 2.2).
	 */
	private TargetResource resource(OAuth2TokenContext context) {
		OAuth2Authorization authorization = context.getAuthorization();
		OAuth2AuthorizationRequest request = (authorization != null)
				? authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()) : null;
		Object again = (context.getAuthorizationGrant() instanceof OAuth2AuthorizationGrantAuthenticationToken grant)
				? grant.getAdditionalParameters().get(ResourceIndicators.PARAMETER) : null;
		TargetResource granted = (request != null) ? this.resources.of(request) : this.resources.required(again);
		TargetResource named = (again != null) ? this.resources.requested(again) : granted;
		if (named == null || !named.identifier().equals(granted.identifier())) {
			throw new OAuth2AuthenticationException(this.resources.notGranted(granted));
		}
		return granted;
	}

}
