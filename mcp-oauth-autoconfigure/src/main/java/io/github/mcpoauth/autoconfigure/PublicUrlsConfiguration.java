package io.github.mcpoauth.autoconfigure;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.mcpoauth.core.PublicUrls;

/**
 * Where clients reach this application: where the base URL says, or else on this machine
 * only.
 */
@Configuration(proxyBeanMethods = false)
class PublicUrlsConfiguration {

	@Bean
	static LoopbackServer mcpOAuthLoopbackServer(McpOAuthProperties properties, Environment environment) {
		boolean local = new McpOAuthPropertiesMapper(properties, environment).asPublicUrls() == null;
		return local ? LoopbackServer.of(environment) : LoopbackServer.none();
	}

	@Bean
	@ConditionalOnMissingBean
	PublicUrls mcpOAuthPublicUrls(McpOAuthProperties properties, Environment environment,
			LoopbackServer loopbackServer) {
		PublicUrls configured = new McpOAuthPropertiesMapper(properties, environment).asPublicUrls();
		return (configured != null) ? configured : PublicUrls.of(loopbackServer.baseUrl());
	}

	/**
	 * In a servlet container of its own the application can't say where it listens.
	 */
	@Bean
	SmartInitializingSingleton mcpOAuthDeploymentCheck(McpOAuthProperties properties, ApplicationContext context) {
		return () -> {
			boolean deployed = context instanceof ServletWebServerApplicationContext server
					&& server.getWebServer() == null;
			if (deployed && new McpOAuthPropertiesMapper(properties, context.getEnvironment()).asPublicUrls() == null) {
				throw LoopbackServer.baseUrlNeeded(
						"the application runs in a servlet container, " + "so it does not know where clients reach it");
			}
		};
	}

}
