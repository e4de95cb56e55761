package io.github.mcpoauth.authorizationserver.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.store.JdbcAccess;

/**
 * Keeps authorizations in a relational database, in the tables of {@code schema-*.sql}
 * beside this class. Each change is a transaction of its own, whatever transaction the
 * caller is in. Thread-safe.
 */
public final class JdbcAuthorizationStore implements AuthorizationStore {

	private static final String COLUMNS = "a.id, a.version, a.client_hash, a.principal_name, a.expires_at, a.content";

	private static final RowMapper<StoredAuthorization> ROW = JdbcAuthorizationStore::authorization;

	private final JdbcClient jdbc;

	private final JdbcAccess access;

	private final Clock clock;

	/**
	 * Makes a store.
	 * @param dataSource the database
	 * @param clock tells what has expired; instances may differ by seconds
	 */
	public JdbcAuthorizationStore(DataSource dataSource, Clock clock) {
		this.jdbc = JdbcClient.create(dataSource);
		this.access = new JdbcAccess(dataSource);
		this.clock = clock;
	}

	private static StoredAuthorization authorization(ResultSet row, int number) throws SQLException {
		return new StoredAuthorization(row.getString("id"), row.getLong("version"), row.getString("client_hash"),
				row.getString("principal_name"), Instant.ofEpochMilli(row.getLong("expires_at")),
				row.getString("content"));
	}

	@Override
	public @Nullable StoredAuthorization findById(String id) {
		return this.access
			.read(() -> this.jdbc
				.sql("SELECT " + COLUMNS + " FROM mcp_oauth_authorization a WHERE a.id = ? AND a.expires_at > ?")
				.params(id, now())
				.query(ROW)
				.optional())
			.orElse(null);
	}

	@Override
	public @Nullable StoredAuthorization findByTokenHash(String tokenHash) {
		return this.access.read(() -> this.jdbc
			.sql("SELECT " + COLUMNS + " FROM mcp_oauth_token t JOIN mcp_oauth_authorization a"
					+ " ON a.id = t.authorization_id WHERE t.hash = ? AND a.expires_at > ?")
			.params(tokenHash, now())
			.query(ROW)
			.optional()).orElse(null);
	}

	@Override
	public List<StoredAuthorization> findByPrincipalName(String principalName) {
		return findBy("principal_name", principalName);
	}

	@Override
	public List<StoredAuthorization> findByClientHash(String clientHash) {
		return findBy("client_hash", clientHash);
	}

	private List<StoredAuthorization> findBy(String column, String value) {
		return this.access.read(
				() -> this.jdbc
					.sql("SELECT " + COLUMNS + " FROM mcp_oauth_authorization a WHERE a." + column
							+ " = ? AND a.expires_at > ?")
					.params(value, now())
					.query(ROW)
					.list());
	}

	@Override
	public boolean save(StoredAuthorization authorization, Set<String> added, Set<String> removed) {
		try {
			return this.access.write(() -> {
				boolean saved = (authorization.version() == 1) ? insert(authorization) : update(authorization);
				if (saved) {
					removeHashes(removed);
					addHashes(authorization.id(), added);
				}
				return saved;
			});
		}
		catch (DuplicateKeyException ex) {
			// Another instance inserted it, or the same hash, first
			return false;
		}
	}

	private boolean insert(StoredAuthorization authorization) {
		this.jdbc.sql("DELETE FROM mcp_oauth_authorization WHERE id = ? AND expires_at <= ?")
			.params(authorization.id(), now())
			.update();
		return this.jdbc
			.sql("INSERT INTO mcp_oauth_authorization (version, client_hash, principal_name, expires_at, content, id)"
					+ " VALUES (?, ?, ?, ?, ?, ?)")
			.params(values(authorization))
			.update() == 1;
	}

	private boolean update(StoredAuthorization authorization) {
		return this.jdbc
			.sql("UPDATE mcp_oauth_authorization SET version = ?, client_hash = ?, principal_name = ?, expires_at = ?,"
					+ " content = ? WHERE id = ? AND version = ? AND expires_at > ?")
			.params(values(authorization))
			.params(authorization.version() - 1, now())
			.update() == 1;
	}

	private static List<Object> values(StoredAuthorization authorization) {
		return List.of(authorization.version(), authorization.clientHash(), authorization.principalName(),
				authorization.expiresAt().toEpochMilli(), authorization.content(), authorization.id());
	}

	private void addHashes(String id, Collection<String> hashes) {
		for (String hash : hashes) {
			boolean known = this.jdbc
				.sql("SELECT COUNT(*) FROM mcp_oauth_token WHERE hash = ? AND authorization_id = ?")
				.params(hash, id)
				.query(Integer.class)
				.single() > 0;
			if (!known) {
				this.jdbc.sql("INSERT INTO mcp_oauth_token (hash, authorization_id) VALUES (?, ?)")
					.params(hash, id)
					.update();
			}
		}
	}

	private void removeHashes(Collection<String> hashes) {
		if (!hashes.isEmpty()) {
			this.jdbc.sql("DELETE FROM mcp_oauth_token WHERE hash IN (:hashes)").param("hashes", hashes).update();
		}
	}

	@Override
	public void remove(String id) {
		this.access.write(() -> this.jdbc.sql("DELETE FROM mcp_oauth_authorization WHERE id = ?").param(id).update());
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		return this.access.write(() -> this.jdbc
			.sql("DELETE FROM mcp_oauth_authorization WHERE id IN (SELECT id FROM mcp_oauth_authorization"
					+ " WHERE expires_at <= ? ORDER BY expires_at FETCH FIRST ? ROWS ONLY)")
			.params(now.toEpochMilli(), limit)
			.update());
	}

	private long now() {
		return this.clock.millis();
	}

}
