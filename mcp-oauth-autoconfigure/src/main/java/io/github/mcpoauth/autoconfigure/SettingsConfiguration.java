package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.resource.TokenCacheMonitor;
import io.github.mcpoauth.scope.OperationScopeCatalog;
import io.github.mcpoauth.scope.OperationScopes;
import io.github.mcpoauth.scope.ScopeCatalog;
import io.github.mcpoauth.upstream.IntrospectionLimit;

/**
 * What every mode needs.
 */
@Configuration(proxyBeanMethods = false)
class SettingsConfiguration {

	@Bean
	McpOAuthPropertiesMapper mcpOAuthPropertiesMapper(McpOAuthProperties properties, Environment environment) {
		return new McpOAuthPropertiesMapper(properties, environment);
	}

	@Bean
	ProtectedResources mcpProtectedResources(McpOAuthPropertiesMapper mapper, PublicUrls urls, Environment environment,
			ScopeCatalog scopes) {
		return mapper.forResources()
			.asResources(urls, environment.getProperty("spring.application.name", "MCP server"), scopes);
	}

	/**
	 * For the application's own beans, most of which have one endpoint to think of.
	 */
	@Bean
	ProtectedResource mcpProtectedResource(ProtectedResources resources) {
		return resources.first();
	}

	@Bean
	@ConditionalOnMissingBean
	ScopeCatalog mcpScopeCatalog(McpOAuthPropertiesMapper mapper, ObjectProvider<OperationScopes> operations) {
		return new OperationScopeCatalog(mapper.asScopeCatalog(), operations);
	}

	@Bean
	SecretKeys mcpSecretKeys(McpOAuthPropertiesMapper mapper) {
		return SecretKeys.of(mapper.asKeyRing());
	}

	@Bean
	Observations mcpObservations(ObjectProvider<ObservationRegistry> registry) {
		return new Observations(registry.getIfUnique(() -> ObservationRegistry.NOOP));
	}

	/**
	 * Lazy because not every application asks somebody.
	 */
	@Bean
	@Lazy
	HttpFetcher mcpHttpFetcher(Observations observations) {
		return new HttpFetcher(observations.registry());
	}

	@Bean
	IntrospectionLimit mcpIntrospectionLimit(McpOAuthPropertiesMapper mapper) {
		return mapper.asIntrospectionLimit();
	}

	@Bean
	TokenIssuers mcpTokenIssuers(McpOAuthPropertiesMapper mapper, ObjectProvider<HttpFetcher> fetcher,
			IntrospectionLimit limit) {
		return new TokenIssuers(mapper, fetcher, limit, Clock.systemUTC());
	}

	@Bean
	TokenCache mcpTokenCache(McpOAuthPropertiesMapper mapper, Observations observations,
			ObjectProvider<TokenCacheMonitor> monitor) {
		return new TokenCache(mapper.asTokenCache(), observations.ofTokens(), monitor.getIfAvailable());
	}

	@Bean
	StartupSummary mcpOAuthStartupSummary(Environment environment, ProtectedResources resources) {
		return new StartupSummary(ModeDecision.of(environment), resources);
	}

}
