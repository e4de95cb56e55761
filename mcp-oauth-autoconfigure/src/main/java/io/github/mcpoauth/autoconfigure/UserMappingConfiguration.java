package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.mcpoauth.resource.McpEndpointSecurityCustomizer;
import io.github.mcpoauth.resource.UserMapper;
import io.github.mcpoauth.resource.UserMapping;

/**
 * The application's own users.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(UserMapper.class)
class UserMappingConfiguration {

	/**
	 * First, so that filters of the application's own know the user.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	McpEndpointSecurityCustomizer mcpUserMapping(UserMapper mapper, TokenCache cache) {
		return new UserMapping(mapper, cache.settings(), Clock.systemUTC());
	}

}
