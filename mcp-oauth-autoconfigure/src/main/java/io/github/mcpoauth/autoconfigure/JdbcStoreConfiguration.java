package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import javax.sql.DataSource;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.authorizationserver.registry.JdbcMcpServerStore;
import io.github.mcpoauth.authorizationserver.registry.McpServerStore;
import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.ConsentStore;
import io.github.mcpoauth.authorizationserver.store.JdbcAuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.JdbcConsentStore;
import io.github.mcpoauth.authorizationserver.store.JdbcRevokedTokenLog;
import io.github.mcpoauth.authorizationserver.store.JdbcUpstreamTokenStore;
import io.github.mcpoauth.authorizationserver.store.JdbcUsedAssertionLog;
import io.github.mcpoauth.authorizationserver.store.RevokedTokenLog;
import io.github.mcpoauth.authorizationserver.store.UpstreamTokenStore;
import io.github.mcpoauth.authorizationserver.store.UsedAssertionLog;
import io.github.mcpoauth.jose.Sealer;

/**
 * What the authorization server keeps, in the database of the application.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "mcp.oauth.authorization-server.store", havingValue = "jdbc")
@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties(JdbcStoreProperties.class)
class JdbcStoreConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "mcpJdbcSchemaInitializer")
	JdbcSchemaInitializer mcpJdbcSchemaInitializer(DataSource dataSource, JdbcStoreProperties properties) {
		return JdbcSchemaInitializer.of("mcp.oauth.authorization-server.store", dataSource, properties);
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	AuthorizationStore mcpAuthorizationStore(DataSource dataSource) {
		return new JdbcAuthorizationStore(dataSource, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	@Conditional(OnAdminKeyCondition.class)
	McpServerStore mcpServerStore(DataSource dataSource, Sealer sealer) {
		return new JdbcMcpServerStore(dataSource, sealer);
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	RevokedTokenLog mcpRevokedTokenLog(DataSource dataSource) {
		return new JdbcRevokedTokenLog(dataSource);
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	UsedAssertionLog mcpUsedAssertionLog(DataSource dataSource) {
		return new JdbcUsedAssertionLog(dataSource);
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	ConsentStore mcpConsentStore(DataSource dataSource) {
		return new JdbcConsentStore(dataSource, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	UpstreamTokenStore mcpUpstreamTokenStore(DataSource dataSource) {
		return new JdbcUpstreamTokenStore(dataSource, Clock.systemUTC());
	}

}
