package io.github.mcpoauth.autoconfigure;

import javax.sql.DataSource;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.registration.JdbcRegistrationStore;
import io.github.mcpoauth.registration.RegistrationStore;

/**
 * Registrations in the database of the application.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "mcp.oauth.registration.store", havingValue = "jdbc")
@ConditionalOnClass({ JdbcClient.class, DataSourceScriptDatabaseInitializer.class })
@ConditionalOnSingleCandidate(DataSource.class)
@EnableConfigurationProperties({ JdbcStoreProperties.class, RegistrationJdbcProperties.class })
class JdbcRegistrationConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "mcpRegistrationSchemaInitializer")
	JdbcSchemaInitializer mcpRegistrationSchemaInitializer(DataSource dataSource, RegistrationJdbcProperties properties,
			JdbcStoreProperties authorizationServer) {
		return JdbcSchemaInitializer.of("mcp.oauth.registration.store", dataSource, properties.or(authorizationServer));
	}

	@Bean
	@ConditionalOnMissingBean
	@DependsOnDatabaseInitialization
	RegistrationStore mcpRegistrationStore(DataSource dataSource, Sealer sealer, RegistrationPropertiesMapper mapper) {
		return new JdbcRegistrationStore(dataSource, sealer, mapper.asMaxClients());
	}

}
