package io.github.mcpoauth.autoconfigure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What is left where MCP OAuth is switched off.
 */
@Configuration(proxyBeanMethods = false)
class DisabledConfiguration {

	@Bean
	DisabledWarning mcpOAuthDisabledWarning(Environment environment) {
		return new DisabledWarning(
				EndpointPath.of(environment.getProperty("mcp.oauth.resource.path"), environment).value());
	}

}
