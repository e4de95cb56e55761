package io.github.mcpoauth.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.springframework.data.redis.connection.RedisConnection;

import io.github.mcpoauth.support.Redis;

/**
 * What a version of this library has written, in files of their own.
 */
final class StoredRecords {

	private static final String FOLDER = "records-of-version-1";

	private StoredRecords() {
	}

	static String read(String name) {
		try (InputStream stream = StoredRecords.class.getResourceAsStream("/" + FOLDER + "/" + name)) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void write(String name, String content) throws IOException {
		Path folder = Files.createDirectories(Path.of("src", "test", "resources", FOLDER));
		Files.writeString(folder.resolve(name), content);
	}

	/** The rows of all tables of the library, as statements. */
	static String dump(DataSource database) throws SQLException {
		StringBuilder dump = new StringBuilder();
		try (Connection connection = database.getConnection(); Statement sql = connection.createStatement()) {
			List<String> tables = new ArrayList<>();
			try (ResultSet rows = sql.executeQuery("SELECT table_name FROM information_schema.tables"
					+ " WHERE table_name LIKE 'mcp_oauth_%' AND table_name NOT LIKE '%_lock' ORDER BY table_name")) {
				while (rows.next()) {
					tables.add(rows.getString(1));
				}
			}
			for (String table : tables) {
				dumpTable(sql, table, dump);
			}
		}
		return dump.toString();
	}

	private static void dumpTable(Statement sql, String table, StringBuilder dump) throws SQLException {
		try (ResultSet rows = sql.executeQuery("SELECT * FROM " + table)) {
			int columns = rows.getMetaData().getColumnCount();
			while (rows.next()) {
				List<String> names = new ArrayList<>();
				List<String> values = new ArrayList<>();
				for (int i = 1; i <= columns; i++) {
					names.add(rows.getMetaData().getColumnName(i));
					Object value = rows.getObject(i);
					values.add((value instanceof Number) ? value.toString()
							: "'" + String.valueOf(value).replace("'", "''") + "'");
				}
				dump.append("INSERT INTO ").append(table).append(" (").append(String.join(", ", names));
				dump.append(") VALUES (").append(String.join(", ", values)).append(");\n");
			}
		}
	}

	static void restore(DataSource database, String dump) throws SQLException {
		try (Connection connection = database.getConnection(); Statement sql = connection.createStatement()) {
			sql.execute(dump);
		}
	}

	/** All keys with a prefix, in Redis's own form. */
	static String dumpRedis(String prefix) {
		StringBuilder dump = new StringBuilder();
		try (RedisConnection redis = Redis.shared().connections().getConnection()) {
			for (byte[] key : redis.keyCommands().keys((prefix + "*").getBytes(StandardCharsets.UTF_8))) {
				dump.append(new String(key, StandardCharsets.UTF_8)).append('\t');
				dump.append(Base64.getEncoder().encodeToString(redis.keyCommands().dump(key))).append('\n');
			}
		}
		return dump.toString();
	}

	static void restoreRedis(String dump) {
		try (RedisConnection redis = Redis.shared().connections().getConnection();
				Stream<String> lines = dump.lines()) {
			lines.map((line) -> line.split("\t"))
				.forEach((parts) -> redis.keyCommands()
					.restore(parts[0].getBytes(StandardCharsets.UTF_8), 0, Base64.getDecoder().decode(parts[1]), true));
		}
	}

}
