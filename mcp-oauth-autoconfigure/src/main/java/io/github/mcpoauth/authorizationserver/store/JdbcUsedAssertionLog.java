package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.store.JdbcAccess;

/**
 * Remembers used assertions in a relational database, whose primary key lets one of them
 * in. Thread-safe.
 */
public final class JdbcUsedAssertionLog implements UsedAssertionLog {

	private final JdbcClient jdbc;

	private final JdbcAccess access;

	public JdbcUsedAssertionLog(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
		this.access = new JdbcAccess(dataSource);
	}

	@Override
	public boolean use(String idHash, Instant expiresAt) {
		try {
			this.access
				.write(() -> this.jdbc.sql("INSERT INTO mcp_oauth_used_assertion (id_hash, expires_at) VALUES (?, ?)")
					.params(idHash, expiresAt.toEpochMilli())
					.update());
			return true;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	@Override
	public int removeExpired(Instant now, int limit) {
		return this.access.write(() -> this.jdbc
			.sql("DELETE FROM mcp_oauth_used_assertion WHERE id_hash IN (SELECT id_hash FROM mcp_oauth_used_assertion"
					+ " WHERE expires_at <= ? ORDER BY expires_at FETCH FIRST ? ROWS ONLY)")
			.params(now.toEpochMilli(), limit)
			.update());
	}

}
