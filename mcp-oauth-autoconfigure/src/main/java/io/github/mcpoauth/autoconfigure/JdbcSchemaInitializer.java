package io.github.mcpoauth.autoconfigure;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.init.DatabaseInitializationProperties;
import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;

/**
 * Creates the tables of the embedded authorization server.
 */
final class JdbcSchemaInitializer
		extends PropertiesBasedDataSourceScriptDatabaseInitializer<JdbcSchemaInitializer.Settings> {

	JdbcSchemaInitializer(DataSource dataSource, JdbcStoreProperties properties) {
		super(dataSource, new Settings(properties));
	}

	/**
	 * The properties in the form that Spring Boot wants.
	 */
	static final class Settings extends DatabaseInitializationProperties {

		Settings(JdbcStoreProperties properties) {
			setSchema(properties.schema());
			setInitializeSchema(properties.initializeSchema());
			if (properties.platform() != null) {
				setPlatform(properties.platform());
			}
		}

		@Override
		public String getDefaultSchemaLocation() {
			return JdbcStoreProperties.SCHEMA;
		}

	}

}
