package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.net.HeaderForwardingInterceptor;

/**
 * Calls to services behind this application.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundProperties.class)
class OutboundConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HeaderForwardingInterceptor mcpHeaderForwardingInterceptor(OutboundProperties outbound,
			McpOAuthProperties properties) {
		return new OutboundPropertiesMapper(outbound, properties.tokens().apiKeyHeader()).asInterceptor();
	}

}
