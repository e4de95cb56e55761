package io.github.mcpoauth.authorizationserver;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetResource;
import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.authorizationserver.client.EventClients;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.event.CodeReplayed;
import io.github.mcpoauth.event.ConsentDenied;
import io.github.mcpoauth.event.ConsentGiven;
import io.github.mcpoauth.event.OAuthEvent;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.event.RefreshTokenReplayed;
import io.github.mcpoauth.event.TokensIssued;
import io.github.mcpoauth.event.TokensRefreshed;
import io.github.mcpoauth.event.TokensRevoked;

/**
 * Tells what becomes of authorizations, as the platform keeps them: who was granted what,
 * and by whom. Thread-safe.
 */
public final class AuthorizationReports {

	private final ResourceIndicators resources;

	private final OAuthEventPublisher events;

	/**
	 * Makes reports.
	 * @param resources the resources that there are
	 * @param events is told
	 */
	public AuthorizationReports(TargetResources resources, OAuthEventPublisher events) {
		this.resources = new ResourceIndicators(resources);
		this.events = events;
	}

	/**
	 * Reports what goes through a service, after the service has done it.
	 * @param service the service
	 * @return the service, to be used in its place
	 */
	public OAuth2AuthorizationService of(OAuth2AuthorizationService service) {
		return new ReportedAuthorizations(service, this);
	}

	/**
	 * Reports that a refresh token came back.
	 * @param authorization what it belongs to, revoked by now
	 */
	public void refreshTokenReplayed(OAuth2Authorization authorization) {
		this.events.publish(new RefreshTokenReplayed(authorization.getPrincipalName(), client(authorization),
				resource(authorization), granted(authorization)));
	}

	void codeReplayed(OAuth2Authorization authorization) {
		this.events.publish(new CodeReplayed(authorization.getPrincipalName(), client(authorization),
				resource(authorization), granted(authorization)));
	}

	void consentGiven(OAuth2Authorization authorization, boolean remembered) {
		this.events.publish(new ConsentGiven(user(authorization), client(authorization), host(authorization),
				resource(authorization), granted(authorization), remembered));
	}

	void consentDenied(OAuth2Authorization authorization) {
		this.events.publish(new ConsentDenied(user(authorization), client(authorization), host(authorization),
				resource(authorization), Scopes.of(request(authorization).getScopes())));
	}

	void issued(OAuth2Authorization authorization) {
		this.events.publish(new TokensIssued(user(authorization), client(authorization), resource(authorization),
				inToken(authorization), authorization.getAuthorizationGrantType().getValue()));
	}

	void refreshed(OAuth2Authorization authorization, boolean repeated) {
		this.events.publish(new TokensRefreshed(user(authorization), client(authorization), resource(authorization),
				inToken(authorization), repeated));
	}

	void revoked(OAuth2Authorization authorization) {
		this.events.publish(new TokensRevoked(user(authorization), client(authorization), resource(authorization),
				granted(authorization)));
	}

	/** The platform gives a client that acts for itself its own name for a user. */
	private static @Nullable String user(OAuth2Authorization authorization) {
		return AuthorizationGrantType.CLIENT_CREDENTIALS.equals(authorization.getAuthorizationGrantType()) ? null
				: authorization.getPrincipalName();
	}

	/**
	 * Where the client has authenticated, its name is known without a look into a store.
	 */
	private static OAuthEvent.Client client(OAuth2Authorization authorization) {
		if (SecurityContextHolder.getContext().getAuthentication() instanceof OAuth2ClientAuthenticationToken token) {
			RegisteredClient client = token.getRegisteredClient();
			// It may have come with another client's token
			if (client != null && client.getId().equals(authorization.getRegisteredClientId())) {
				return EventClients.of(client);
			}
		}
		OAuth2AuthorizationRequest request = authorization.getAttribute(OAuth2AuthorizationRequest.class.getName());
		return new OAuthEvent.Client((request != null) ? request.getClientId() : authorization.getRegisteredClientId(),
				ClientNames.of(authorization));
	}

	private @Nullable String resource(OAuth2Authorization authorization) {
		OAuth2Authorization.Token<OAuth2AccessToken> accessToken = authorization.getAccessToken();
		if (accessToken != null) {
			return audience(accessToken.getClaims());
		}
		Object asked = request(authorization).getAdditionalParameters().get(ResourceIndicators.PARAMETER);
		TargetResource resource = this.resources.requested(asked);
		return (resource != null) ? resource.identifier().toString() : null;
	}

	private static @Nullable String audience(@Nullable Map<String, Object> claims) {
		Object audience = (claims != null) ? claims.get(JwtClaimNames.AUD) : null;
		if (audience instanceof Collection<?> several) {
			return several.stream().findFirst().map(String::valueOf).orElse(null);
		}
		return (audience != null) ? audience.toString() : null;
	}

	private static Scopes granted(OAuth2Authorization authorization) {
		return Scopes.of(authorization.getAuthorizedScopes());
	}

	/** A refresh may be for fewer scopes than were granted. */
	private static Scopes inToken(OAuth2Authorization authorization) {
		OAuth2Authorization.Token<OAuth2AccessToken> accessToken = Objects
			.requireNonNull(authorization.getAccessToken());
		return Scopes.of(accessToken.getToken().getScopes());
	}

	private static String host(OAuth2Authorization authorization) {
		return RedirectUri.parse(Objects.requireNonNull(request(authorization).getRedirectUri())).destination();
	}

	private static OAuth2AuthorizationRequest request(OAuth2Authorization authorization) {
		return Objects.requireNonNull(authorization.getAttribute(OAuth2AuthorizationRequest.class.getName()));
	}

}
