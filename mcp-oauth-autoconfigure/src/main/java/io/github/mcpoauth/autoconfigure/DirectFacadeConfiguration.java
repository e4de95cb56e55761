package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.time.Duration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.FacadeEndpoints;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.facade.DirectEndpoints;
import io.github.mcpoauth.facade.DirectMetadata;
import io.github.mcpoauth.facade.FacadePaths;
import io.github.mcpoauth.facade.McpDirectFacadeSecurity;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.registration.ClientRegistrar;
import io.github.mcpoauth.registration.ClientRegistrationEndpoint;
import io.github.mcpoauth.scope.ScopeCatalog;
import io.github.mcpoauth.upstream.CachedUpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * A registration endpoint in front of an identity provider that clients talk to
 * themselves.
 */
@Configuration(proxyBeanMethods = false)
class DirectFacadeConfiguration {

	/**
	 * A guess that was made during an outage must not outlive it for long.
	 */
	private static final Duration MAX_AGE = Duration.ofMinutes(5);

	@Bean
	PublicClient mcpPublicClient(McpOAuthPropertiesMapper mapper) {
		return mapper.asPublicClient();
	}

	@Bean
	ClientRegistrar mcpClientRegistrar(PublicClient client) {
		return ClientRegistrar.of(client);
	}

	@Bean
	AdvertisedIssuer mcpAdvertisedIssuer(PublicUrls urls) {
		return new AdvertisedIssuer(urls.issuer());
	}

	/**
	 * Where the metadata leaves a gap there is a guess, for this application's own
	 * metadata has to name something.
	 */
	@Bean
	@ConditionalOnMissingBean
	UpstreamMetadata mcpUpstreamMetadata(UpstreamSettings settings, HttpFetcher fetcher, Environment environment) {
		return new CachedUpstreamMetadata(settings, settings.guessedEndpoints(), fetcher, Clock.systemUTC(),
				ModeAdvice.of(environment, settings, FacadeEndpoints.DIRECT));
	}

	@Bean
	AuthorizationServerDescription mcpAuthorizationServerDescription(PublicUrls urls, UpstreamMetadata upstream,
			UpstreamSettings settings, ScopeCatalog scopes, ObjectProvider<ClientRegistrationEndpoint> registration) {
		DirectMetadata metadata = new DirectMetadata(urls, new DirectEndpoints(upstream, settings.guessedEndpoints()),
				registration.getIfAvailable() != null);
		return new AuthorizationServerDescription(() -> metadata.members(Scopes.of(scopes.supported())), MAX_AGE);
	}

	@Bean
	@ConditionalOnMissingBean
	McpDirectFacadeSecurity mcpDirectFacadeSecurity(ObjectProvider<ClientRegistrationEndpoint> registration,
			McpOAuthProperties properties) {
		return new McpDirectFacadeSecurity(registration.getIfAvailable(), properties.facade().defaultPaths());
	}

	@Bean
	@Order(FacadeConfiguration.ORDER)
	@ConditionalOnMissingBean(name = "mcpFacadeSecurityFilterChain")
	SecurityFilterChain mcpFacadeSecurityFilterChain(HttpSecurity http, McpDirectFacadeSecurity facade,
			RateLimits limits, Observations observations, ErrorHelp help) {
		help.applyTo(http);
		observations.applyTo(http, FacadePaths.endpoints());
		limits.applyTo(http);
		facade.applyTo(http);
		return http.build();
	}

}
