package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.mcpoauth.authorizationserver.registry.McpServerStore;
import io.github.mcpoauth.authorizationserver.registry.RedisMcpServerStore;
import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.ConsentStore;
import io.github.mcpoauth.authorizationserver.store.RedisAuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.RedisConsentStore;
import io.github.mcpoauth.authorizationserver.store.RedisRevokedTokenLog;
import io.github.mcpoauth.authorizationserver.store.RedisUpstreamTokenStore;
import io.github.mcpoauth.authorizationserver.store.RedisUsedAssertionLog;
import io.github.mcpoauth.authorizationserver.store.RevokedTokenLog;
import io.github.mcpoauth.authorizationserver.store.UpstreamTokenStore;
import io.github.mcpoauth.authorizationserver.store.UsedAssertionLog;
import io.github.mcpoauth.jose.Sealer;

/**
 * What the authorization server keeps, in Redis.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "mcp.oauth.authorization-server.store", havingValue = "redis")
@ConditionalOnClass(StringRedisTemplate.class)
@ConditionalOnSingleCandidate(RedisConnectionFactory.class)
@EnableConfigurationProperties(RedisStoreProperties.class)
class RedisStoreConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AuthorizationStore mcpAuthorizationStore(RedisConnectionFactory connections, RedisStoreProperties properties) {
		return new RedisAuthorizationStore(connections, prefix(connections, properties), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	RevokedTokenLog mcpRevokedTokenLog(RedisConnectionFactory connections, RedisStoreProperties properties) {
		return new RedisRevokedTokenLog(connections, prefix(connections, properties));
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnAdminKeyCondition.class)
	McpServerStore mcpServerStore(RedisConnectionFactory connections, RedisStoreProperties properties, Sealer sealer) {
		return new RedisMcpServerStore(connections, prefix(connections, properties), sealer);
	}

	@Bean
	@ConditionalOnMissingBean
	UsedAssertionLog mcpUsedAssertionLog(RedisConnectionFactory connections, RedisStoreProperties properties) {
		return new RedisUsedAssertionLog(connections, properties.keyPrefix(), Clock.systemUTC());
	}

	private static String prefix(RedisConnectionFactory connections, RedisStoreProperties properties) {
		return RedisKeyPrefix.checked("mcp.oauth.authorization-server.redis.key-prefix", properties.keyPrefix(),
				connections);
	}

	@Bean
	@ConditionalOnMissingBean
	ConsentStore mcpConsentStore(RedisConnectionFactory connections, RedisStoreProperties properties) {
		return new RedisConsentStore(connections, prefix(connections, properties), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	UpstreamTokenStore mcpUpstreamTokenStore(RedisConnectionFactory connections, RedisStoreProperties properties) {
		return new RedisUpstreamTokenStore(connections, prefix(connections, properties), Clock.systemUTC());
	}

}
