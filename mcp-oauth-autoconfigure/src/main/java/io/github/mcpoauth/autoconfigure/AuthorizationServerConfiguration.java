package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;

import io.github.mcpoauth.authorizationserver.AuthorizationReports;
import io.github.mcpoauth.authorizationserver.AuthorizationServerComponents;
import io.github.mcpoauth.authorizationserver.ClientNames;
import io.github.mcpoauth.authorizationserver.EndpointPaths;
import io.github.mcpoauth.authorizationserver.McpAuthorizationServerSecurity;
import io.github.mcpoauth.authorizationserver.RememberedConsents;
import io.github.mcpoauth.authorizationserver.UnrememberedConsents;
import io.github.mcpoauth.authorizationserver.assertion.AssertionGrant;
import io.github.mcpoauth.authorizationserver.assertion.IdentityAssertions;
import io.github.mcpoauth.authorizationserver.audience.TargetResources;
import io.github.mcpoauth.authorizationserver.client.StatelessRegisteredClientRepository;
import io.github.mcpoauth.authorizationserver.introspection.RevokedAccessTokens;
import io.github.mcpoauth.authorizationserver.introspection.SharedRevocations;
import io.github.mcpoauth.authorizationserver.registry.McpServerRegistry;
import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.ClientAuthorizations;
import io.github.mcpoauth.authorizationserver.store.StoredAuthorizationService;
import io.github.mcpoauth.authorizationserver.user.UserClaims;
import io.github.mcpoauth.authorizationserver.user.UserClaimsRecorder;
import io.github.mcpoauth.consent.ConsentPage;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.metadata.AuthorizationServerMetadata;
import io.github.mcpoauth.registration.ClientAssertions;
import io.github.mcpoauth.registration.ClientConfigurationEndpoint;
import io.github.mcpoauth.registration.ClientGrants;
import io.github.mcpoauth.registration.ClientRegistrar;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.registration.ConfiguredClients;

/**
 * The embedded authorization server: its stores, its documents and its chain.
 */
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {

	static final int ORDER = ResourceServerConfiguration.ENDPOINT_ORDER + 1;

	@Bean
	@ConditionalOnMissingBean
	RegisteredClientRepository mcpRegisteredClientRepository(Clients clients, ConfiguredClients configured,
			IdentityAssertions assertions, TargetResources resources, McpOAuthPropertiesMapper mapper,
			AccessTokenPropertiesMapper accessTokens) {
		return new StatelessRegisteredClientRepository(clients, configured, assertions.isOn(),
				resources::supportedScopes, accessTokens.asFormat(), mapper.asTokenLifetimes());
	}

	@Bean
	@ConditionalOnMissingBean
	OAuth2AuthorizationService mcpAuthorizationService(AuthorizationStore store, Sealer sealer,
			McpOAuthPropertiesMapper mapper, RevokedAccessTokens revoked, ObjectProvider<SharedRevocations> shared,
			TargetResources resources, OAuthEventPublisher events) {
		SharedRevocations everywhere = shared.getIfAvailable();
		return new StoredAuthorizationService(store, sealer, Clock.systemUTC(), mapper.asRefreshTokenGracePeriod(),
				(everywhere != null) ? everywhere::add : revoked::add,
				new AuthorizationReports(resources, events)::refreshTokenReplayed);
	}

	/**
	 * What a deleted client was granted ends where the store can find it.
	 */
	@Bean
	@ConditionalOnMissingBean
	ClientGrants mcpClientGrants(OAuth2AuthorizationService authorizations, RememberedConsents remembered) {
		return (clientId) -> {
			remembered.removeByClient(clientId);
			if (authorizations instanceof ClientAuthorizations byClient) {
				byClient.removeByClient(clientId);
			}
		};
	}

	@Bean
	@ConditionalOnMissingBean
	OAuth2AuthorizationConsentService mcpAuthorizationConsentService() {
		return new UnrememberedConsents();
	}

	@Bean
	@ConditionalOnMissingBean
	McpAuthorizationServerSecurity mcpAuthorizationServerSecurity(PublicUrls urls, TargetResources resources,
			McpServerRegistry servers, Clients clients, RegisteredClientRepository registeredClients,
			ClientAssertions assertions, OAuth2AuthorizationService authorizations, OwnTokens tokens,
			OAuth2AuthorizationConsentService consents, OAuth2TokenGenerator<? extends OAuth2Token> tokenGenerator,
			ConsentPage consentPage, ObjectProvider<ClientRegistrationEndpoint> registration,
			ObjectProvider<ClientConfigurationEndpoint> configuration, ObjectProvider<OwnEndpoint> additions,
			ClientRegistrar registrar, UserClaims userClaims, AuthorizationServerComponents.Logins logins,
			RememberedConsents remembered, RememberedConsentConfiguration.AccountPageGrants grants,
			IdentityAssertions identityAssertions, OAuthEventPublisher events) {
		OAuth2AuthorizationService reported = new AuthorizationReports(resources, events).of(authorizations);
		return new McpAuthorizationServerSecurity(
				new AuthorizationServerComponents(urls, resources, servers, clients, registeredClients, assertions,
						new UserClaimsRecorder(new ClientNames(reported, registeredClients), userClaims),
						tokens.issued(), consents, remembered, grants.authorizations(), tokenGenerator, consentPage,
						registration.getIfAvailable(), configuration.getIfAvailable(), OwnEndpoint.byPath(additions),
						registrar, new AssertionGrant(identityAssertions, userClaims), logins, events));
	}

	@Bean
	@Order(ORDER)
	@ConditionalOnMissingBean(name = "mcpAuthorizationServerSecurityFilterChain")
	SecurityFilterChain mcpAuthorizationServerSecurityFilterChain(HttpSecurity http,
			McpAuthorizationServerSecurity authorizationServer, RateLimits limits, Observations observations,
			ErrorHelp help) {
		help.applyTo(http);
		observations.applyTo(http, EndpointPaths.endpoints());
		limits.applyTo(http);
		authorizationServer.applyTo(http);
		return http.build();
	}

	@Bean
	AuthorizationServerMetadata.Endpoints mcpPublishedEndpoints(
			ObjectProvider<ClientRegistrationEndpoint> registration) {
		return EndpointPaths.published(registration.getIfAvailable() != null);
	}

}
