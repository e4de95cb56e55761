package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Import;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.FacadeEndpoints;
import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;
import io.github.mcpoauth.core.PublicUrls;

/**
 * Auto-configuration of the stateless facade in front of an identity provider.
 */
@AutoConfiguration(after = McpOAuthAutoConfiguration.class,
		afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration" })
@ConditionalOnBean(PublicUrls.class)
@ConditionalOnMode(Mode.FACADE)
@ConditionalOnFacade(FacadeEndpoints.RELAY)
@Import({ SealedClientsConfiguration.class, KnownClientsConfiguration.class, ClientRegistrationConfiguration.class,
		JdbcRegistrationConfiguration.class, RedisRegistrationConfiguration.class, RegistrarConfiguration.class,
		StoreMaintenanceConfiguration.class, RedisRateLimitConfiguration.class, RateLimitConfiguration.class,
		ErrorHelpConfiguration.class, ConsentConfiguration.class, FacadeConfiguration.class,
		OwnEndpointsConfiguration.class, AuthorizationServerMetadataConfiguration.class })
public final class McpFacadeAutoConfiguration {

}
