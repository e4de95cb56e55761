package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.mcpoauth.consent.ConsentPage;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.facade.FacadeComponents;
import io.github.mcpoauth.facade.FacadePaths;
import io.github.mcpoauth.facade.McpFacadeSecurity;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.metadata.AuthorizationServerMetadata;
import io.github.mcpoauth.registration.ClientAssertions;
import io.github.mcpoauth.registration.ClientConfigurationEndpoint;
import io.github.mcpoauth.registration.ClientRegistrar;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.registration.Clients;
import io.github.mcpoauth.resource.AccessTokenVerifier;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.upstream.UpstreamClient;

/**
 * The endpoints in front of the identity provider, and their chain.
 */
@Configuration(proxyBeanMethods = false)
class FacadeConfiguration {

	static final int ORDER = ResourceServerConfiguration.ENDPOINT_ORDER + 1;

	@Bean
	AdvertisedIssuer mcpAdvertisedIssuer(PublicUrls urls) {
		return new AdvertisedIssuer(urls.issuer());
	}

	@Bean
	AuthorizationServerMetadata.Endpoints mcpPublishedEndpoints(
			ObjectProvider<ClientRegistrationEndpoint> registration) {
		return FacadePaths.published(registration.getIfAvailable() != null);
	}

	@Bean
	@ConditionalOnMissingBean
	McpFacadeSecurity mcpFacadeSecurity(PublicUrls urls, ProtectedResources resources, Clients clients,
			ClientAssertions assertions, ObjectProvider<ClientRegistrationEndpoint> registration,
			ObjectProvider<ClientConfigurationEndpoint> configuration, ClientRegistrar registrar,
			ConsentPage consentPage, UpstreamClient upstream, UpstreamKeys upstreamKeys, AccessTokenVerifier verifier,
			Sealer sealer, McpOAuthProperties properties, OAuthEventPublisher events) {
		FacadeComponents components = new FacadeComponents(urls, resources, clients, assertions,
				registration.getIfAvailable(), configuration.getIfAvailable(), registrar, consentPage, upstream,
				upstreamKeys.source(), verifier, sealer, Clock.systemUTC(), events);
		return new McpFacadeSecurity(components, properties.facade().defaultPaths());
	}

	@Bean
	@Order(ORDER)
	@ConditionalOnMissingBean(name = "mcpFacadeSecurityFilterChain")
	SecurityFilterChain mcpFacadeSecurityFilterChain(HttpSecurity http, McpFacadeSecurity facade, RateLimits limits,
			Observations observations, ErrorHelp help) {
		help.applyTo(http);
		observations.applyTo(http, FacadePaths.endpoints());
		limits.applyTo(http);
		facade.applyTo(http);
		return http.build();
	}

}
