package io.github.mcpoauth.autoconfigure;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.init.DatabaseInitializationProperties;
import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/**
 * Creates tables of this library.
 */
final class JdbcSchemaInitializer
		extends PropertiesBasedDataSourceScriptDatabaseInitializer<JdbcSchemaInitializer.Settings> {

	private final String property;

	private JdbcSchemaInitializer(String property, DataSource dataSource, JdbcStoreProperties properties) {
		super(dataSource, new Settings(properties));
		this.property = property;
	}

	/**
	 * Makes an initializer.
	 * @param property the property that asked for the tables
	 * @param dataSource where they are
	 * @param properties which ones, and whether to create them
	 * @return the initializer
	 * @throws McpOAuthConfigurationException if the database can't be reached
	 */
	static JdbcSchemaInitializer of(String property, DataSource dataSource, JdbcStoreProperties properties) {
		try {
			return new JdbcSchemaInitializer(property, dataSource, properties);
		}
		catch (IllegalStateException | DataAccessException ex) {
			throw refused(property, ex);
		}
	}

	@Override
	public boolean initializeDatabase() {
		try {
			return super.initializeDatabase();
		}
		catch (IllegalStateException | DataAccessException ex) {
			throw refused(this.property, ex);
		}
	}

	/** What the database says is at the end of a long chain of causes. */
	private static McpOAuthConfigurationException refused(String property, RuntimeException ex) {
		return new McpOAuthConfigurationException(property, "jdbc",
				"The database can't be used: " + NestedExceptionUtils.getMostSpecificCause(ex),
				"See that it runs, and that spring.datasource.url leads there; the user has to be allowed to create "
						+ "tables where that is asked for");
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
