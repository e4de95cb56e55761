package io.github.mcpoauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL, one for all tests of the process. Each test has a database of its
 * own in it.
 */
public final class Postgres {

	private static EmbeddedPostgres server;

	private Postgres() {
	}

	private static synchronized EmbeddedPostgres server() {
		if (server == null) {
			try {
				server = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return server;
	}

	/** Makes an empty database. */
	public static String database(String name) {
		try (var connection = server().getPostgresDatabase().getConnection(); var sql = connection.createStatement()) {
			sql.execute("CREATE DATABASE " + name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return server().getJdbcUrl("postgres", name);
	}

	public static DataSource dataSource(String name) {
		return server().getDatabase("postgres", name);
	}

}
