package io.github.mcpoauth.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.observability.McpOAuthHealth;

/**
 * A place for the status {@code DEGRADED} in the order of statuses, unless the
 * application has an order of its own. Boot's leaves out what it does not know, so that
 * what is degraded would be {@code UP} a level above.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEnabledHealthIndicator("mcp-oauth")
class HealthStatusConfiguration {

	@Bean
	@ConditionalOnMissingBean
	StatusAggregator mcpHealthStatusAggregator(ObjectProvider<HealthEndpointProperties> properties) {
		HealthEndpointProperties configured = properties.getIfAvailable();
		List<String> order = (configured != null) ? configured.getStatus().getOrder() : List.of();
		return order.isEmpty() ? McpOAuthHealth.statusAggregator() : StatusAggregator.of(order);
	}

}
