package io.github.mcpoauth.autoconfigure;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;

/**
 * Says what is missing where the embedded authorization server is wanted and can't be
 * had.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMode(Mode.AUTHORIZATION_SERVER)
@ConditionalOnMissingClass("org.springframework.security.oauth2.server.authorization.OAuth2Authorization")
class MissingAuthorizationServerConfiguration {

	@Bean
	static BeanFactoryPostProcessor mcpMissingAuthorizationServerCheck(Environment environment) {
		ModeDecision decision = ModeDecision.of(environment);
		return (beanFactory) -> {
			throw new McpOAuthConfigurationException("mcp.oauth.mode", decision.name(),
					"the library of the authorization server is not on the classpath",
					"Depend on mcp-oauth-starter or on spring-security-oauth2-authorization-server, "
							+ "or set mcp.oauth.upstream.issuer-uri to accept tokens of an identity provider");
		};
	}

}
