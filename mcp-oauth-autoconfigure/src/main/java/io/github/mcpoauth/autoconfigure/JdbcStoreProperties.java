package io.github.mcpoauth.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Properties of the tables of the embedded authorization server.
 *
 * @param initializeSchema Whether to create the tables at startup, where they are
 * missing. By default in an embedded database only, since others usually have a migration
 * tool.
 * @param schema The script that creates the tables.
 * @param platform What stands for "@@platform@@" in the name of the script. By default
 * what the database is: "h2" or "postgresql".
 */
@ConfigurationProperties("mcp.oauth.authorization-server.jdbc")
record JdbcStoreProperties(@DefaultValue("embedded") DatabaseInitializationMode initializeSchema,
		@DefaultValue(JdbcStoreProperties.SCHEMA) String schema, @Nullable String platform) {

	static final String SCHEMA = "classpath:io/github/mcpoauth/authorizationserver/store/schema-@@platform@@.sql";

}
