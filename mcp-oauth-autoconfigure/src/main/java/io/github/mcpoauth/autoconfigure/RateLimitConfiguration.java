package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.web.BucketRateLimiter;
import io.github.mcpoauth.web.RateLimiter;

/**
 * How often strangers may do what costs something.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitProperties.class)
class RateLimitConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RateLimiter mcpRateLimiter(RateLimitProperties properties) {
		if (properties.store() == RateLimitProperties.Store.REDIS) {
			throw new McpOAuthConfigurationException("mcp.oauth.rate-limits.store", "redis",
					"there is no RedisConnectionFactory",
					"Add spring-boot-starter-data-redis, and set spring.data.redis.url");
		}
		return new BucketRateLimiter();
	}

	@Bean
	RateLimits mcpRateLimits(RateLimitProperties properties, RateLimiter limiter) {
		return new RateLimits(new RateLimitPropertiesMapper(properties), limiter);
	}

}
