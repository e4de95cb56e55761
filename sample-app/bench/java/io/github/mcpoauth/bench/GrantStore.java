package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import redis.embedded.RedisServer;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Where grants are, one place for each number of them.
 */
final class GrantStore implements AutoCloseable {

	private static final String STORE = "mcp.oauth.authorization-server.store=";

	private static final String SCHEMA = "mcp.oauth.authorization-server.jdbc.initialize-schema=always";

	private final IntFunction<List<String>> properties;

	private final Stop stop;

	private GrantStore(IntFunction<List<String>> properties, Stop stop) {
		this.properties = properties;
		this.stop = stop;
	}

	/** What a server is started with that has so many. */
	List<String> properties(int count) {
		return new ArrayList<>(this.properties.apply(count));
	}

	private static GrantStore memory() {
		return new GrantStore((count) -> List.of(STORE + "memory"), () -> {
		});
	}

	private static GrantStore h2() throws IOException {
		Path directory = Files.createTempDirectory(Path.of("target"), "bench-h2-");
		return new GrantStore(
				(count) -> List.of(STORE + "jdbc", SCHEMA,
						"spring.datasource.url=jdbc:h2:file:" + directory.toAbsolutePath().resolve("grants-" + count)),
				() -> {
					try (var files = Files.list(directory)) {
						for (Path file : files.toList()) {
							Files.delete(file);
						}
					}
					Files.delete(directory);
				});
	}

	private static GrantStore postgresql() throws IOException {
		LoggingSystem.get(GrantStore.class.getClassLoader()).setLogLevel("io.zonky.test", LogLevel.WARN);
		EmbeddedPostgres server = EmbeddedPostgres.start();
		return new GrantStore((count) -> {
			String database = "grants_" + count;
			try (var connection = server.getPostgresDatabase().getConnection();
					var statement = connection.createStatement()) {
				statement.execute("CREATE DATABASE " + database);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
			return List.of(STORE + "jdbc", SCHEMA, "spring.datasource.url=" + server.getJdbcUrl("postgres", database),
					"spring.datasource.username=postgres");
		}, server::close);
	}

	private static GrantStore redis() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		RedisServer server = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
		server.start();
		return new GrantStore((count) -> List.of(STORE + "redis", "spring.data.redis.port=" + port,
				"spring.data.redis.database=" + ((count == SeededGrants.WRITTEN) ? 0 : 1)), server::stop);
	}

	@Override
	public void close() {
		try {
			this.stop.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The stores of the library. Servers come with their artifacts of the tests, and may
	 * not run on every machine.
	 */
	enum Kind {

		/** In the server's memory. */
		MEMORY(GrantStore::memory),

		/** In files. */
		H2(GrantStore::h2),

		/** In a database server. */
		POSTGRESQL(GrantStore::postgresql),

		/** In Redis. */
		REDIS(GrantStore::redis);

		private final Start start;

		Kind(Start start) {
			this.start = start;
		}

		boolean quick() {
			return this == MEMORY;
		}

		GrantStore start() throws UnavailableException {
			try {
				return this.start.start();
			}
			catch (IOException | IllegalStateException ex) {
				throw new UnavailableException(ex);
			}
		}

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * Starts a store.
	 */
	private interface Start {

		GrantStore start() throws IOException;

	}

	/**
	 * Stops a store.
	 */
	private interface Stop {

		void stop() throws IOException;

	}

	/**
	 * A store does not run here.
	 */
	static final class UnavailableException extends Exception {

		UnavailableException(Exception cause) {
			super(String.valueOf(cause.getMessage()), cause);
		}

	}

}
