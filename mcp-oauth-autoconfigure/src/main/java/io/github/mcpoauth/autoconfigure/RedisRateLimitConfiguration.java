package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.jose.KeyedHash;
import io.github.mcpoauth.web.RateLimiter;
import io.github.mcpoauth.web.RedisRateLimiter;

/**
 * Limits that are counted for all instances.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnRedisRateLimitsCondition.class)
@ConditionalOnClass(StringRedisTemplate.class)
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@EnableConfigurationProperties({ RedisStoreProperties.class, RegistrationRedisProperties.class })
class RedisRateLimitConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RateLimiter mcpRateLimiter(RedisConnectionFactory connections, RegistrationRedisProperties properties,
			RedisStoreProperties authorizationServer, SecretKeys keys) {
		if (keys.random()) {
			throw new McpOAuthConfigurationException("mcp.oauth.secret", null,
					"addresses in Redis are hashed with it, and instances that do so in different ways count apart",
					"Set it to at least 32 random characters, for instance the output of: openssl rand -base64 32");
		}
		KeyedHash hash = new KeyedHash(keys.keyRing());
		return new RedisRateLimiter(connections, properties.keyPrefix(authorizationServer), hash::of);
	}

}
