package io.github.mcpoauth.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.observability.ChallengeMetrics;
import io.github.mcpoauth.observability.TokenCacheMetrics;
import io.github.mcpoauth.resource.ProtectedResources;

/**
 * Metrics besides those that follow from observations.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
class MetricsConfiguration {

	@Bean
	ChallengeMetrics mcpChallengeMetrics(ProtectedResources resources) {
		return new ChallengeMetrics(resources);
	}

	@Bean
	TokenCacheMetrics mcpTokenCacheMetrics() {
		return new TokenCacheMetrics();
	}

}
