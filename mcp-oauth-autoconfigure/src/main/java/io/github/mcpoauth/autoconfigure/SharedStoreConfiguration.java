package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.Locale;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.introspection.RevokedAccessTokens;
import io.github.mcpoauth.authorizationserver.introspection.SharedRevocations;
import io.github.mcpoauth.authorizationserver.registry.McpServerStore;
import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.ConsentStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryConsentStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryUpstreamTokenStore;
import io.github.mcpoauth.authorizationserver.store.RevokedTokenLog;
import io.github.mcpoauth.authorizationserver.store.UpstreamTokenStore;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * What a store needs, whatever it is: it has to be there, and it has to be looked after.
 */
@Configuration(proxyBeanMethods = false)
class SharedStoreConfiguration {

	/**
	 * Where a store was asked for and no other configuration has made one.
	 */
	@Bean
	@ConditionalOnMissingBean
	AuthorizationStore mcpMissingAuthorizationStore(McpOAuthProperties properties) {
		throw switch (properties.authorizationServer().store()) {
			case JDBC -> refused("jdbc", "there is no DataSource",
					"Add spring-boot-starter-jdbc and a driver, and set spring.datasource.url");
			case REDIS -> refused("redis", "there is no RedisConnectionFactory",
					"Add spring-boot-starter-data-redis, and set spring.data.redis.url");
			case MEMORY -> new IllegalStateException("the store in memory is always there");
		};
	}

	private static McpOAuthConfigurationException refused(String value, String reason, String fix) {
		return new McpOAuthConfigurationException("mcp.oauth.authorization-server.store", value, reason, fix);
	}

	/**
	 * Beside an {@code AuthorizationStore} of the application's own.
	 */
	@Bean
	@ConditionalOnMissingBean
	ConsentStore mcpMissingConsentStore() {
		return new InMemoryConsentStore(Clock.systemUTC());
	}

	/**
	 * As well.
	 */
	@Bean
	@ConditionalOnMissingBean
	UpstreamTokenStore mcpMissingUpstreamTokenStore() {
		return new InMemoryUpstreamTokenStore(Clock.systemUTC());
	}

	/**
	 * Fails at startup rather than at the first login.
	 */
	@Bean
	StoreCheck mcpStoreCheck(McpOAuthProperties properties, SecretKeys keys, AuthorizationStore store,
			ConsentStore consents, UpstreamTokenStore upstreamTokens, ObjectProvider<McpServerStore> servers) {
		boolean shared = properties.authorizationServer().store() != AuthorizationStoreType.MEMORY;
		if (shared && keys.random()) {
			throw new McpOAuthConfigurationException("mcp.oauth.secret", null,
					"what is in the store is encrypted with it, and has to be read by all instances and after a restart",
					"Set it to at least 32 random characters, for instance the output of: openssl rand -base64 32");
		}
		try {
			store.findByTokenHash("startup");
			consents.find("startup");
			upstreamTokens.find("startup");
			servers.ifAvailable(McpServerStore::all);
			return new StoreCheck();
		}
		catch (StoreUnavailableException ex) {
			throw refused(properties.authorizationServer().store().name().toLowerCase(Locale.ROOT),
					String.valueOf(ex.getMessage()), "See that it runs; for a database, create the tables, or set "
							+ "mcp.oauth.authorization-server.jdbc.initialize-schema=always");
		}
	}

	@Bean
	@ConditionalOnBean(RevokedTokenLog.class)
	SharedRevocations mcpSharedRevocations(RevokedTokenLog log, RevokedAccessTokens tokens, StoreCheck check) {
		return SharedRevocations.start(log, tokens, Clock.systemUTC());
	}

	/**
	 * That the store was reached.
	 */
	record StoreCheck() {
	}

}
