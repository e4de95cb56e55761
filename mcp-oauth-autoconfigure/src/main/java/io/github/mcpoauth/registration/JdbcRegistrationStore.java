package io.github.mcpoauth.registration;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.JdbcAccess;

/**
 * Keeps registrations in a relational database, in the tables of {@code schema-*.sql}
 * beside this class. Each change is a transaction of its own, whatever transaction the
 * caller is in. Thread-safe.
 */
public final class JdbcRegistrationStore implements RegistrationStore {

	private static final int MAX_ID = 64;

	private static final RowMapper<Room> ROOM = (row, number) -> new Room(row.getLong(1), row.getLong(2));

	private final JdbcClient jdbc;

	private final JdbcAccess access;

	private final RegistrationCodec codec;

	private final int maximum;

	/**
	 * Makes a store.
	 * @param dataSource the database
	 * @param sealer makes registrations unreadable there
	 * @param maximum how many registrations it keeps, at least one
	 */
	public JdbcRegistrationStore(DataSource dataSource, Sealer sealer, int maximum) {
		this.jdbc = JdbcClient.create(dataSource);
		this.access = new JdbcAccess(dataSource);
		this.codec = new RegistrationCodec(sealer);
		this.maximum = maximum;
	}

	@Override
	public void insert(Registration registration) {
		String content = this.codec.encode(registration);
		try {
			this.access.write(() -> {
				lock();
				makeRoom();
				return this.jdbc
					.sql("INSERT INTO mcp_oauth_registration (client_id, version, issued_at, last_used_at, expires_at,"
							+ " content) VALUES (?, ?, ?, 0, ?, ?)")
					.params(registration.clientId(), registration.version(), registration.issuedAt().toEpochMilli(),
							expiry(registration), content)
					.update();
			});
		}
		catch (DuplicateKeyException ex) {
			throw new IllegalStateException("The client identifier is taken", ex);
		}
	}

	/**
	 * Makes those who remove several wait for each other: two that count at the same time
	 * would both see room for the same registration, and two that remove the same ones in
	 * different orders would wait for each other for ever.
	 */
	private void lock() {
		this.jdbc.sql("SELECT id FROM mcp_oauth_registration_lock FOR UPDATE").query(Integer.class).list();
	}

	private void makeRoom() {
		Room room = this.jdbc
			.sql("SELECT COUNT(*), COUNT(CASE WHEN last_used_at = 0 THEN 1 END) FROM mcp_oauth_registration")
			.query(ROOM)
			.single();
		long excess = room.taken() - this.maximum + 1;
		long unused = Math.min(excess, room.unused());
		if (unused > 0) {
			// Asked twice: who got a token between the two is not unused any more
			this.jdbc
				.sql("DELETE FROM mcp_oauth_registration WHERE last_used_at = 0 AND client_id IN (SELECT client_id"
						+ " FROM mcp_oauth_registration WHERE last_used_at = 0 ORDER BY issued_at"
						+ " FETCH FIRST ? ROWS ONLY)")
				.param(unused)
				.update();
		}
		if (excess > unused) {
			this.jdbc
				.sql("DELETE FROM mcp_oauth_registration WHERE client_id IN (SELECT client_id"
						+ " FROM mcp_oauth_registration WHERE last_used_at > 0 ORDER BY last_used_at"
						+ " FETCH FIRST ? ROWS ONLY)")
				.param(excess - unused)
				.update();
		}
	}

	private static long expiry(Registration registration) {
		return (registration.expiresAt() != null) ? registration.expiresAt().toEpochMilli() : Long.MAX_VALUE;
	}

	@Override
	public Optional<Registration> find(String clientId) {
		if (!isStorable(clientId)) {
			return Optional.empty();
		}
		return this.access
			.read(() -> this.jdbc
				.sql("SELECT client_id, version, last_used_at, content FROM mcp_oauth_registration WHERE client_id = ?")
				.param(clientId)
				.query(this::registration)
				.optional())
			.flatMap((registration) -> registration);
	}

	/** Databases fail with what no identifier here has, such as a zero character. */
	private static boolean isStorable(String clientId) {
		return clientId.length() <= MAX_ID && clientId.chars().allMatch((each) -> each > ' ' && each < 127);
	}

	private Optional<Registration> registration(ResultSet row, int number) throws SQLException {
		long lastUsedAt = row.getLong("last_used_at");
		return this.codec.decode(row.getString("client_id"), row.getLong("version"),
				(lastUsedAt > 0) ? Instant.ofEpochMilli(lastUsedAt) : null, row.getString("content"));
	}

	@Override
	public boolean replace(Registration registration, long expectedVersion) {
		String content = this.codec.encode(registration);
		return this.access.write(() -> this.jdbc
			.sql("UPDATE mcp_oauth_registration SET version = ?, expires_at = ?, content = ?"
					+ " WHERE client_id = ? AND version = ?")
			.params(registration.version(), expiry(registration), content, registration.clientId(), expectedVersion)
			.update()) == 1;
	}

	@Override
	public boolean delete(String clientId) {
		return this.access.write(() -> this.jdbc.sql("DELETE FROM mcp_oauth_registration WHERE client_id = ?")
			.param(clientId)
			.update()) == 1;
	}

	@Override
	public void touch(String clientId, Instant usedAt) {
		if (isStorable(clientId)) {
			this.access
				.write(() -> this.jdbc.sql("UPDATE mcp_oauth_registration SET last_used_at = ? WHERE client_id = ?")
					.params(usedAt.toEpochMilli(), clientId)
					.update());
		}
	}

	@Override
	public int evict(Instant now, Instant unusedSince, int limit) {
		return this.access.write(() -> {
			lock();
			return this.jdbc
				.sql("DELETE FROM mcp_oauth_registration WHERE (expires_at <= :now OR last_used_at = 0)"
						+ " AND client_id IN (SELECT client_id FROM mcp_oauth_registration WHERE expires_at <= :now"
						+ " OR (last_used_at = 0 AND issued_at < :since) FETCH FIRST :limit ROWS ONLY)")
				.param("now", now.toEpochMilli())
				.param("since", unusedSince.toEpochMilli())
				.param("limit", limit)
				.update();
		});
	}

	private record Room(long taken, long unused) {
	}

}
