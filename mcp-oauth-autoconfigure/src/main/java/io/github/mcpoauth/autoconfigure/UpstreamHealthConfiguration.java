package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * The health of an identity provider whose tokens are accepted.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEnabledHealthIndicator("mcp-oauth")
@ConditionalOnMode({ Mode.RESOURCE_SERVER, Mode.FACADE })
class UpstreamHealthConfiguration {

	@Bean
	@ConditionalOnMode(Mode.RESOURCE_SERVER)
	HealthPart mcpTokenIssuerHealth(UpstreamSettings settings, UpstreamMetadata metadata, UpstreamKeys keys) {
		return (health) -> health.addIssuer(ResourceIssuers.MAIN,
				ProviderSources.ofTokens(settings, metadata, keys.source()));
	}

	@Bean
	@ConditionalOnMode(Mode.FACADE)
	HealthPart mcpFacadeHealth(UpstreamSettings settings, UpstreamMetadata metadata, UpstreamKeys keys) {
		return (health) -> health.addIssuer(ResourceIssuers.MAIN,
				ProviderSources.ofFacade(settings, metadata, keys.source()));
	}

}
