package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.registration.ConfiguredClients;
import io.github.mcpoauth.resource.ProtectedResources;

/**
 * Clients that act without a login.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConfiguredClientProperties.class)
class ConfiguredClientsConfiguration {

	@Bean
	ConfiguredClients mcpConfiguredClients(ConfiguredClientProperties properties, ClientPropertiesMapper clients,
			PublicUrls urls, ProtectedResources resources) {
		return new ConfiguredClientPropertiesMapper(properties, clients.acceptsDocuments()).asClients(urls, resources);
	}

}
