package io.github.mcpoauth.autoconfigure;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Says what is missing where users are to log in at an identity provider and can't.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnUpstreamLoginCondition.class)
@ConditionalOnMissingClass("org.springframework.security.oauth2.client.registration.ClientRegistration")
class MissingOAuth2ClientConfiguration {

	@Bean
	static BeanFactoryPostProcessor mcpMissingOAuth2ClientCheck() {
		return (beanFactory) -> {
			throw new McpOAuthConfigurationException("mcp.oauth.upstream.client-id", "(set)",
					"the library that logs users in at identity providers is not on the classpath",
					"Depend on mcp-oauth-starter or on spring-security-oauth2-client");
		};
	}

}
