package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.PublicUrls;

/**
 * Whether refusals name the check that refused.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErrorProperties.class)
class CheckNamingConfiguration {

	@Bean
	CheckNaming mcpCheckNaming(ErrorProperties properties, PublicUrls urls) {
		return CheckNaming.of(properties, urls);
	}

}
