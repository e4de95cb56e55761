package io.github.mcpoauth.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the registrations that are in Redis.
 *
 * @param keyPrefix What their keys start with. By default what
 * mcp.oauth.authorization-server.redis.key-prefix says, which is "mcp-oauth:". In a Redis
 * Cluster it has to have a part in braces, such as "{mcp-oauth}:", so that all keys are
 * in one slot.
 */
@ConfigurationProperties("mcp.oauth.registration.redis")
record RegistrationRedisProperties(@Nullable String keyPrefix) {

	String keyPrefix(RedisStoreProperties authorizationServer) {
		return (this.keyPrefix != null) ? this.keyPrefix : authorizationServer.keyPrefix();
	}

}
