package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of what the embedded authorization server keeps in Redis.
 *
 * @param keyPrefix What all keys start with. In a Redis Cluster it has to have a part in
 * braces, such as "{mcp-oauth}:", so that all keys are in one slot.
 */
@ConfigurationProperties("mcp.oauth.authorization-server.redis")
record RedisStoreProperties(@DefaultValue("mcp-oauth:") String keyPrefix) {
}
