package io.github.mcpoauth.authorizationserver.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.store.JdbcAccess;

/**
 * Keeps consents in a relational database, in the table {@code mcp_oauth_consent} of
 * {@code schema-*.sql} beside this class. Each change is a transaction of its own,
 * whatever transaction the caller is in. Thread-safe.
 */
public final class JdbcConsentStore implements ConsentStore {

	private static final String SELECT = "SELECT id, client_hash, principal_name, expires_at, content"
			+ " FROM mcp_oauth_consent WHERE ";

	private static final RowMapper<StoredConsent> ROW = JdbcConsentStore::consent;

	private final JdbcClient jdbc;

	private final JdbcAccess access;

	private final Clock clock;

	/**
	 * Makes a store.
	 * @param dataSource the database
	 * @param clock tells what has expired; instances may differ by seconds
	 */
	public JdbcConsentStore(DataSource dataSource, Clock clock) {
		this.jdbc = JdbcClient.create(dataSource);
		this.access = new JdbcAccess(dataSource);
		this.clock = clock;
	}

	private static StoredConsent consent(ResultSet row, int number) throws SQLException {
		return new StoredConsent(row.getString("id"), row.getString("client_hash"), row.getString("principal_name"),
				Instant.ofEpochMilli(row.getLong("expires_at")), row.getString("content"));
	}

	@Override
	public @Nullable StoredConsent find(String id) {
		return this.access
			.read(() -> this.jdbc.sql(SELECT + "id = ? AND expires_at > ?")
				.params(id, this.clock.millis())
				.query(ROW)
				.optional())
			.orElse(null);
	}

	@Override
	public List<StoredConsent> findByPrincipalName(String principalName) {
		return this.access.read(() -> this.jdbc.sql(SELECT + "principal_name = ? AND expires_at > ?")
			.params(principalName, this.clock.millis())
			.query(ROW)
			.list());
	}

	@Override
	public void save(StoredConsent consent) {
		try {
			this.access.write(() -> (update(consent) == 1) ? 1 : insert(consent));
		}
		catch (DuplicateKeyException ex) {
			// Another request inserted it between our two attempts; the last one wins
			this.access.write(() -> update(consent));
		}
	}

	private int update(StoredConsent consent) {
		return this.jdbc
			.sql("UPDATE mcp_oauth_consent SET client_hash = ?, principal_name = ?, expires_at = ?, content = ?"
					+ " WHERE id = ?")
			.params(values(consent))
			.update();
	}

	private int insert(StoredConsent consent) {
		return this.jdbc
			.sql("INSERT INTO mcp_oauth_consent (client_hash, principal_name, expires_at, content, id)"
					+ " VALUES (?, ?, ?, ?, ?)")
			.params(values(consent))
			.update();
	}

	private static List<Object> values(StoredConsent consent) {
		return List.of(consent.clientHash(), consent.principalName(), consent.expiresAt().toEpochMilli(),
				consent.content(), consent.id());
	}

	@Override
	public void remove(String id) {
		this.access.write(() -> this.jdbc.sql("DELETE FROM mcp_oauth_consent WHERE id = ?").param(id).update());
	}

	@Override
	public void removeByClientHash(String clientHash) {
		this.access.write(
				() -> this.jdbc.sql("DELETE FROM mcp_oauth_consent WHERE client_hash = ?").param(clientHash).update());
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		return this.access.write(() -> this.jdbc
			.sql("DELETE FROM mcp_oauth_consent WHERE id IN (SELECT id FROM mcp_oauth_consent"
					+ " WHERE expires_at <= ? ORDER BY expires_at FETCH FIRST ? ROWS ONLY)")
			.params(now.toEpochMilli(), limit)
			.update());
	}

}
