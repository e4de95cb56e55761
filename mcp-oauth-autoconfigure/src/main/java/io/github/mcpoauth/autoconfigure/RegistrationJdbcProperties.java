package io.github.mcpoauth.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Properties of the tables that registrations are in.
 *
 * @param initializeSchema Whether to create the tables at startup, where they are
 * missing. By default what mcp.oauth.authorization-server.jdbc.initialize-schema says,
 * which is in an embedded database only.
 * @param schema The script that creates the tables.
 * @param platform What stands for "@@platform@@" in the name of the script. By default
 * what mcp.oauth.authorization-server.jdbc.platform says, or else what the database is:
 * "h2" or "postgresql".
 */
@ConfigurationProperties("mcp.oauth.registration.jdbc")
record RegistrationJdbcProperties(@Nullable DatabaseInitializationMode initializeSchema,
		@DefaultValue(RegistrationJdbcProperties.SCHEMA) String schema, @Nullable String platform) {

	static final String SCHEMA = "classpath:io/github/mcpoauth/registration/schema-@@platform@@.sql";

	/** Who has one database for everything configures it once. */
	JdbcStoreProperties or(JdbcStoreProperties authorizationServer) {
		return new JdbcStoreProperties(
				(this.initializeSchema != null) ? this.initializeSchema : authorizationServer.initializeSchema(),
				this.schema, (this.platform != null) ? this.platform : authorizationServer.platform());
	}

}
