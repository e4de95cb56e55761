package io.github.mcpoauth.authorizationserver.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.store.JdbcAccess;

/**
 * Notes revocations in a relational database. Thread-safe.
 */
public final class JdbcRevokedTokenLog implements RevokedTokenLog {

	private final JdbcClient jdbc;

	private final JdbcAccess access;

	public JdbcRevokedTokenLog(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
		this.access = new JdbcAccess(dataSource);
	}

	@Override
	public void add(Revocation revocation) {
		try {
			this.access.write(() -> {
				this.jdbc.sql("DELETE FROM mcp_oauth_revoked_token WHERE jti_hash = ?")
					.param(revocation.tokenIdHash())
					.update();
				return this.jdbc
					.sql("INSERT INTO mcp_oauth_revoked_token (jti_hash, revoked_at, expires_at) VALUES (?, ?, ?)")
					.params(revocation.tokenIdHash(), revocation.revokedAt().toEpochMilli(),
							revocation.expiresAt().toEpochMilli())
					.update();
			});
		}
		catch (DuplicateKeyException ex) {
			// Another request revoked it at the same time
		}
	}

	@Override
	public List<Revocation> since(Instant since) {
		return this.access.read(() -> this.jdbc
			.sql("SELECT jti_hash, revoked_at, expires_at FROM mcp_oauth_revoked_token WHERE revoked_at >= ?")
			.param(since.toEpochMilli())
			.query(JdbcRevokedTokenLog::revocation)
			.list());
	}

	private static Revocation revocation(ResultSet row, int number) throws SQLException {
		return new Revocation(row.getString("jti_hash"), Instant.ofEpochMilli(row.getLong("revoked_at")),
				Instant.ofEpochMilli(row.getLong("expires_at")));
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		return this.access.write(() -> this.jdbc
			.sql("DELETE FROM mcp_oauth_revoked_token WHERE jti_hash IN (SELECT jti_hash FROM mcp_oauth_revoked_token"
					+ " WHERE expires_at <= ? ORDER BY expires_at FETCH FIRST ? ROWS ONLY)")
			.params(now.toEpochMilli(), limit)
			.update());
	}

}
