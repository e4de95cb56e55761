package io.github.mcpoauth.autoconfigure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.PublicUrls;

/**
 * The page about errors of the OAuth endpoints.
 */
@Configuration(proxyBeanMethods = false)
class ErrorHelpConfiguration {

	@Bean
	ErrorHelp mcpErrorHelp(ErrorProperties properties, PublicUrls urls, CheckNaming checks) {
		return ErrorHelp.of(properties, urls, checks);
	}

	@Bean
	WellKnownDocuments mcpErrorHelpDocuments(ErrorHelp help) {
		return help.asDocuments();
	}

}
