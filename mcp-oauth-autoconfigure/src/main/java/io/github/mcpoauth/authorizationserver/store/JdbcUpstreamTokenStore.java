package io.github.mcpoauth.authorizationserver.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.store.JdbcAccess;

/**
 * Keeps tokens in a relational database, in the table {@code mcp_oauth_upstream_token} of
 * {@code schema-*.sql} beside this class. Each change is a transaction of its own,
 * whatever transaction the caller is in. Thread-safe.
 */
public final class JdbcUpstreamTokenStore implements UpstreamTokenStore {

	private final JdbcClient jdbc;

	private final JdbcAccess access;

	private final Clock clock;

	/**
	 * Makes a store.
	 * @param dataSource the database
	 * @param clock tells what has expired; instances may differ by seconds
	 */
	public JdbcUpstreamTokenStore(DataSource dataSource, Clock clock) {
		this.jdbc = JdbcClient.create(dataSource);
		this.access = new JdbcAccess(dataSource);
		this.clock = clock;
	}

	private static StoredUpstreamTokens tokens(ResultSet row, int number) throws SQLException {
		return new StoredUpstreamTokens(row.getString("id"), row.getString("revision"),
				Instant.ofEpochMilli(row.getLong("claimed_until")), Instant.ofEpochMilli(row.getLong("expires_at")),
				row.getString("content"));
	}

	@Override
	public @Nullable StoredUpstreamTokens find(String id) {
		return this.access.read(() -> this.jdbc
			.sql("SELECT id, revision, claimed_until, expires_at, content FROM mcp_oauth_upstream_token"
					+ " WHERE id = ? AND expires_at > ?")
			.params(id, this.clock.millis())
			.query(JdbcUpstreamTokenStore::tokens)
			.optional()).orElse(null);
	}

	@Override
	public boolean save(StoredUpstreamTokens tokens, @Nullable String replaced) {
		try {
			return this.access.write(() -> (replaced != null) ? update(tokens, replaced) : insert(tokens)) == 1;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	private int update(StoredUpstreamTokens tokens, String replaced) {
		return this.jdbc
			.sql("UPDATE mcp_oauth_upstream_token SET revision = ?, claimed_until = ?, expires_at = ?, content = ?"
					+ " WHERE id = ? AND revision = ? AND expires_at > ?")
			.params(tokens.revision(), tokens.claimedUntil().toEpochMilli(), tokens.expiresAt().toEpochMilli(),
					tokens.content(), tokens.id(), replaced, this.clock.millis())
			.update();
	}

	private int insert(StoredUpstreamTokens tokens) {
		this.jdbc.sql("DELETE FROM mcp_oauth_upstream_token WHERE id = ? AND expires_at <= ?")
			.params(tokens.id(), this.clock.millis())
			.update();
		return this.jdbc
			.sql("INSERT INTO mcp_oauth_upstream_token (id, revision, claimed_until, expires_at, content)"
					+ " VALUES (?, ?, ?, ?, ?)")
			.params(tokens.id(), tokens.revision(), tokens.claimedUntil().toEpochMilli(),
					tokens.expiresAt().toEpochMilli(), tokens.content())
			.update();
	}

	@Override
	public boolean remove(String id, @Nullable String revision) {
		String sql = "DELETE FROM mcp_oauth_upstream_token WHERE id = ? AND expires_at > ?";
		return this.access.write(() -> (revision != null)
				? this.jdbc.sql(sql + " AND revision = ?").params(id, this.clock.millis(), revision).update()
				: this.jdbc.sql(sql).params(id, this.clock.millis()).update()) == 1;
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		return this.access.write(() -> this.jdbc
			.sql("DELETE FROM mcp_oauth_upstream_token WHERE id IN (SELECT id FROM mcp_oauth_upstream_token"
					+ " WHERE expires_at <= ? ORDER BY expires_at FETCH FIRST ? ROWS ONLY)")
			.params(now.toEpochMilli(), limit)
			.update());
	}

}
