package io.github.mcpoauth.autoconfigure;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.registration.RegistrationStore;
import io.github.mcpoauth.store.StoreUnavailableException;

/**
 * That registrations have where to be. Fails at startup rather than at the first one, and
 * never falls back to something else.
 */
record RegistrationStoreCheck() {

	static RegistrationStoreCheck of(RegistrationProperties.Store type, SecretKeys keys,
			@Nullable RegistrationStore store) {
		boolean shared = type == RegistrationProperties.Store.JDBC || type == RegistrationProperties.Store.REDIS;
		if (store == null && type == RegistrationProperties.Store.JDBC) {
			throw refused(type, "there is no DataSource",
					"Add spring-boot-starter-jdbc and a driver, and set spring.datasource.url");
		}
		if (store == null && type == RegistrationProperties.Store.REDIS) {
			throw refused(type, "there is no RedisConnectionFactory",
					"Add spring-boot-starter-data-redis, and set spring.data.redis.url");
		}
		if (shared && keys.random()) {
			throw new McpOAuthConfigurationException("mcp.oauth.secret", null,
					"registrations in the store are encrypted with it, and have to be read by all instances and "
							+ "after a restart",
					"Set it to at least 32 random characters, for instance the output of: openssl rand -base64 32");
		}
		if (shared && store != null) {
			reach(type, store);
		}
		return new RegistrationStoreCheck();
	}

	private static void reach(RegistrationProperties.Store type, RegistrationStore store) {
		try {
			store.find("startup");
		}
		catch (StoreUnavailableException ex) {
			throw refused(type, String.valueOf(ex.getMessage()), "See that it runs; for a database, create the tables, "
					+ "or set mcp.oauth.registration.jdbc.initialize-schema=always");
		}
	}

	private static McpOAuthConfigurationException refused(RegistrationProperties.Store type, String reason,
			String fix) {
		return new McpOAuthConfigurationException("mcp.oauth.registration.store", type.name().toLowerCase(Locale.ROOT),
				reason, fix);
	}

}
