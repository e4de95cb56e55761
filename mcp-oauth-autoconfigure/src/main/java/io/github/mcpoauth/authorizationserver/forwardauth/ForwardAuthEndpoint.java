package io.github.mcpoauth.authorizationserver.forwardauth;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.authorizationserver.audience.AudienceClaim;
import io.github.mcpoauth.authorizationserver.audience.TargetResource;
import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.authorizationserver.user.PrincipalUserClaims;
import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.BearerChallenge;
import io.github.mcpoauth.resource.RefusedCall;
import io.github.mcpoauth.scope.ScopeAuthorities;
import io.github.mcpoauth.web.BearerToken;
import io.github.mcpoauth.web.JsonResponse;

/**
 * Answers a reverse proxy that asks whether a request may pass (ForwardAuth,
 * {@code auth_request}): 200 with headers that say whose it is, 401 or 403 with the
 * challenge that the client needs. The token has to be for the resource that the proxy
 * guards. Thread-safe.
 */
public final class ForwardAuthEndpoint implements HttpRequestHandler {

	private static final String RETRY_AFTER_SECONDS = "10";

	private final ForwardedResource resources;

	private final AccessTokenVerifier tokens;

	private final OAuthEventPublisher events;

	/**
	 * Makes an endpoint.
	 * @param resources what tokens can be for
	 * @param urlTrusted whether the forwarded URL says which resource it is about
	 * @param tokens accepts this server's tokens, for whatever resource
	 * @param events is told which calls lack scopes
	 */
	public ForwardAuthEndpoint(TargetResources resources, boolean urlTrusted, AccessTokenVerifier tokens,
			OAuthEventPublisher events) {
		this.resources = new ForwardedResource(resources, urlTrusted);
		this.tokens = tokens;
		this.events = events;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		TargetResource resource = this.resources.of(request);
		if (resource == null) {
			JsonResponse.write(response, HttpStatus.BAD_REQUEST,
					OAuthError.invalidTarget("The proxy guards no resource that is known here"));
			return;
		}
		String value = BearerToken.of(request);
		if (value == null) {
			challenge(response, HttpStatus.UNAUTHORIZED,
					BearerChallenge.withoutError(resource.metadataUrl(), atLogin(resource)),
					BearerToken.invalidToken("An access token is needed"));
			return;
		}
		try {
			Authentication caller = this.tokens.verify(new BearerTokenAuthenticationToken(value));
			decide(request, response, resource, caller, value);
		}
		catch (OAuth2AuthenticationException ex) {
			refuse(response, resource, String.valueOf(ex.getError().getDescription()));
		}
		catch (AuthenticationServiceException ex) {
			response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
			JsonResponse.write(response, HttpStatus.SERVICE_UNAVAILABLE, new OAuthError(
					OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, "The token can't be looked up; try again", Check.STORE));
		}
	}

	private void decide(HttpServletRequest request, HttpServletResponse response, TargetResource resource,
			Authentication caller, String value) throws IOException {
		Map<String, Object> claims = (caller instanceof AbstractOAuth2TokenAuthenticationToken<?> token)
				? token.getTokenAttributes() : Map.of();
		if (!AudienceClaim.names(claims, resource.identifier())) {
			refuse(response, resource, "The token was not issued for this resource (aud)");
			return;
		}
		Scopes needed = Scopes.of(resource.scopes().required()).plus(Scopes.parse(request.getParameter("scope")));
		if (!ScopeAuthorities.scopes(caller.getAuthorities()).containsAll(needed.asSet())) {
			String description = "The operation needs more scopes";
			this.events.publish(RefusedCall.of(caller, resource.identifier(), needed, "a request behind the proxy"));
			challenge(response, HttpStatus.FORBIDDEN,
					BearerChallenge.withError(BearerTokenErrorCodes.INSUFFICIENT_SCOPE, description,
							resource.metadataUrl(), needed),
					new OAuthError(BearerTokenErrorCodes.INSUFFICIENT_SCOPE, description, Check.SCOPE));
			return;
		}
		response.setHeader("X-User-Id", ForwardedName.encode(caller.getName()));
		response.setHeader("X-User-Name", ForwardedName
			.encode((claims.get(PrincipalUserClaims.USERNAME) instanceof String name) ? name : caller.getName()));
		response.setHeader("X-Auth-Token", value);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setStatus(HttpStatus.OK.value());
	}

	private static Scopes atLogin(TargetResource resource) {
		return Scopes.of(resource.scopes().requestedAtLogin());
	}

	private static void refuse(HttpServletResponse response, TargetResource resource, String description)
			throws IOException {
		challenge(response, HttpStatus.UNAUTHORIZED, BearerChallenge.withError(BearerTokenErrorCodes.INVALID_TOKEN,
				description, resource.metadataUrl(), atLogin(resource)), BearerToken.invalidToken(description));
	}

	private static void challenge(HttpServletResponse response, HttpStatus status, BearerChallenge challenge,
			OAuthError error) throws IOException {
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge.toString());
		JsonResponse.write(response, status, error);
	}

}
