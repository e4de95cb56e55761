package io.github.mcpoauth.authorizationserver;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.authorizationserver.assertion.AssertionGrant;
import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.authorizationserver.introspection.IssuedTokens;
import io.github.mcpoauth.authorizationserver.registry.McpServerRegistry;
import io.github.mcpoauth.authorizationserver.store.UserAuthorizations;
import io.github.mcpoauth.authorizationserver.user.AllowedUsers;
import io.github.mcpoauth.consent.ConsentPage;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.registration.ClientActivity;
import io.github.mcpoauth.registration.ClientAssertions;
import io.github.mcpoauth.registration.ClientConfigurationEndpoint;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.registration.Clients;

/**
 * The parts that the authorization server is put together from.
 *
 * @param urls where this application is reached
 * @param resources the resources that tokens are for
 * @param servers the MCP servers elsewhere that are among them
 * @param clients finds clients
 * @param registeredClients finds them for the platform
 * @param assertions verifies what clients authenticate with
 * @param authorizations keeps authorizations; must let a code be redeemed only once
 * @param issued looks up the tokens of those
 * @param consents remembers consents, or none
 * @param remembered remembers consents for the same client, redirect host, resource and
 * scopes
 * @param grants what people have granted, for the account page, or {@code null} if there
 * is no such page
 * @param tokenGenerator makes access and refresh tokens
 * @param consentPage asks for consent
 * @param registration registers clients, or {@code null} if that is off
 * @param configuration lets clients manage their registrations, or {@code null} if that
 * is off
 * @param additions further endpoints by path below the context path, which authenticate
 * by themselves
 * @param activity is told who got a token
 * @param assertionGrant issues tokens for users whom an issuer vouches for
 * @param logins how users log in
 * @param events is told what happens to clients, users and tokens
 */
public record AuthorizationServerComponents(PublicUrls urls, TargetResources resources, McpServerRegistry servers,
		Clients clients, RegisteredClientRepository registeredClients, ClientAssertions assertions,
		OAuth2AuthorizationService authorizations, IssuedTokens issued, OAuth2AuthorizationConsentService consents,
		RememberedConsents remembered, @Nullable UserAuthorizations grants,
		OAuth2TokenGenerator<? extends OAuth2Token> tokenGenerator, ConsentPage consentPage,
		@Nullable ClientRegistrationEndpoint registration, @Nullable ClientConfigurationEndpoint configuration,
		Map<String, HttpRequestHandler> additions, ClientActivity activity, AssertionGrant assertionGrant,
		Logins logins, OAuthEventPublisher events) {

	ResourceIndicators resourceIndicators() {
		return new ResourceIndicators(this.resources);
	}

	/**
	 * How users log in, and which of them may go on.
	 *
	 * @param local whether this application has users of its own
	 * @param federated identity providers to log in at, or {@code null} if there are none
	 * @param allowed who may get tokens
	 */
	public record Logins(boolean local, @Nullable FederatedLogins federated, AllowedUsers allowed) {
	}

}
