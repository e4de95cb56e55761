package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.FacadeEndpoints;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.upstream.CachedUpstreamMetadata;
import io.github.mcpoauth.upstream.HttpUpstreamClient;
import io.github.mcpoauth.upstream.IssuerKeys;
import io.github.mcpoauth.upstream.UpstreamClient;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * The identity provider. Nothing is fetched at startup: a provider that is down does not
 * keep this application from starting.
 */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

	@Bean
	UpstreamSettings mcpUpstreamSettings(McpOAuthPropertiesMapper mapper) {
		return mapper.asUpstreamSettings();
	}

	@Bean
	@ConditionalOnMissingBean
	UpstreamMetadata mcpUpstreamMetadata(UpstreamSettings settings, HttpFetcher fetcher, Environment environment) {
		return new CachedUpstreamMetadata(settings, settings.usualEndpoints(), fetcher, Clock.systemUTC(),
				ModeAdvice.of(environment, settings, FacadeEndpoints.RELAY));
	}

	@Bean
	UpstreamKeys mcpUpstreamKeys(UpstreamMetadata metadata, HttpFetcher fetcher) {
		return new UpstreamKeys(new IssuerKeys(metadata, fetcher, Clock.systemUTC()));
	}

	/**
	 * Lazy because only those who ask for it need a client identifier.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	UpstreamClient mcpUpstreamClient(UpstreamSettings settings, McpOAuthPropertiesMapper mapper,
			UpstreamMetadata metadata, HttpFetcher fetcher) {
		return new HttpUpstreamClient(settings, mapper.asUpstreamRegistration(), metadata, fetcher);
	}

}
