package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Import;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.FacadeEndpoints;
import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;
import io.github.mcpoauth.core.PublicUrls;

/**
 * Auto-configuration of the facade in front of an identity provider whose endpoints
 * clients use themselves.
 */
@AutoConfiguration(after = McpOAuthAutoConfiguration.class,
		afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBean(PublicUrls.class)
@ConditionalOnMode(Mode.FACADE)
@ConditionalOnFacade(FacadeEndpoints.DIRECT)
@Import({ ClientRegistrationConfiguration.class, RedisRateLimitConfiguration.class, RateLimitConfiguration.class,
		ErrorHelpConfiguration.class, DirectFacadeConfiguration.class, AuthorizationServerMetadataConfiguration.class })
public final class McpDirectFacadeAutoConfiguration {

}
