package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.registration.RedisRegistrationStore;
import io.github.mcpoauth.registration.RegistrationStore;

/**
 * Registrations in Redis.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "mcp.oauth.registration.store", havingValue = "redis")
@ConditionalOnClass(StringRedisTemplate.class)
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@EnableConfigurationProperties({ RedisStoreProperties.class, RegistrationRedisProperties.class })
class RedisRegistrationConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RegistrationStore mcpRegistrationStore(RedisConnectionFactory connections, RegistrationRedisProperties properties,
			RedisStoreProperties authorizationServer, Sealer sealer, RegistrationPropertiesMapper mapper) {
		String prefix = RedisKeyPrefix.checked("mcp.oauth.registration.redis.key-prefix",
				properties.keyPrefix(authorizationServer), connections);
		return new RedisRegistrationStore(connections, prefix, sealer, mapper.asMaxClients());
	}

}
