package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties.Mode;
import io.github.mcpoauth.core.PublicUrls;

/**
 * Auto-configuration of the embedded authorization server.
 */
@AutoConfiguration(after = McpOAuthAutoConfiguration.class,
		afterName = { "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration" })
@ConditionalOnBean(PublicUrls.class)
@ConditionalOnClass(OAuth2Authorization.class)
@ConditionalOnMode(Mode.AUTHORIZATION_SERVER)
@Import({ SealedClientsConfiguration.class, ConfiguredClientsConfiguration.class, KnownClientsConfiguration.class,
		ClientRegistrationConfiguration.class, JdbcRegistrationConfiguration.class,
		RedisRegistrationConfiguration.class, RegistrarConfiguration.class, RedisRateLimitConfiguration.class,
		RateLimitConfiguration.class, ErrorHelpConfiguration.class, ConsentConfiguration.class,
		LocalUserConfiguration.class, FederatedLoginConfiguration.class, MissingOAuth2ClientConfiguration.class,
		OwnTokensConfiguration.class, InMemoryStoreConfiguration.class, JdbcStoreConfiguration.class,
		RedisStoreConfiguration.class, SharedStoreConfiguration.class, RememberedConsentConfiguration.class,
		IdentityAssertionConfiguration.class, StoreMaintenanceConfiguration.class, ServerRegistryConfiguration.class,
		ServerAdministrationConfiguration.class, ForwardAuthConfiguration.class, AuthorizationServerConfiguration.class,
		OwnEndpointsConfiguration.class, AuthorizationServerMetadataConfiguration.class })
public final class McpAuthorizationServerAutoConfiguration {

}
