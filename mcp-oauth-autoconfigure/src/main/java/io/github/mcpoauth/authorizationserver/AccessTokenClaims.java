package io.github.mcpoauth.authorizationserver;

import java.util.List;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

import io.github.mcpoauth.resource.ProtectedResource;

/**
 * Makes access tokens what RFC 9068 asks for: bound to the resource by their audience, of
 * type {@code at+jwt}, with the client, the scopes and what is known of the user in them.
 * The client is in {@code azp} as well, where software for OpenID Connect looks.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9068#section-2">RFC 9068 section
 * 2</a>
 */
final class AccessTokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

	private final ResourceIndicators resources;

	AccessTokenClaims(ResourceIndicators resources) {
		this.resources = resources;
	}

	@Override
	public void customize(JwtEncodingContext context) {
		if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
			return;
		}
		context.getJwsHeader().type("at+jwt");
		String clientId = context.getRegisteredClient().getClientId();
		UserClaimsRecorder.recorded(context.getAuthorization()).forEach(context.getClaims()::claim);
		context.getClaims()
			.audience(List.of(resource(context).identifier().toString()))
			.claim(OAuth2ParameterNames.CLIENT_ID, clientId)
			.claim(IdTokenClaimNames.AZP, clientId);
		if (!context.getAuthorizedScopes().isEmpty()) {
			context.getClaims().claim(OAuth2ParameterNames.SCOPE, String.join(" ", context.getAuthorizedScopes()));
		}
	}

	/**
	 * The resource that was granted. A client may name it again, and no other (RFC 8707
	 * section 2.2).
	 */
	private ProtectedResource resource(JwtEncodingContext context) {
		OAuth2Authorization authorization = context.getAuthorization();
		OAuth2AuthorizationRequest request = (authorization != null)
				? authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()) : null;
		Object again = (context.getAuthorizationGrant() instanceof OAuth2AuthorizationGrantAuthenticationToken grant)
				? grant.getAdditionalParameters().get(ResourceIndicators.PARAMETER) : null;
		ProtectedResource granted = (request != null) ? this.resources.of(request) : this.resources.required(again);
		if (again != null && !granted.equals(this.resources.requested(again))) {
			throw new OAuth2AuthenticationException(this.resources.notGranted(granted));
		}
		return granted;
	}

}
