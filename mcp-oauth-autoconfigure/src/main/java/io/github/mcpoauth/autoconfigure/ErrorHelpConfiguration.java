package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.PublicUrls;

/**
 * The page about errors of the OAuth endpoints.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ErrorProperties.class)
class ErrorHelpConfiguration {

	@Bean
	ErrorHelp mcpErrorHelp(ErrorProperties properties, PublicUrls urls) {
		return ErrorHelp.of(properties, urls);
	}

	@Bean
	WellKnownDocuments mcpErrorHelpDocuments(ErrorHelp help) {
		return help.asDocuments();
	}

}
