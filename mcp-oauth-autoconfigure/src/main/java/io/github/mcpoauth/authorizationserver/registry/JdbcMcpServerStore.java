package io.github.mcpoauth.authorizationserver.registry;

import java.util.Collection;
import java.util.Objects;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.core.Sha256;
import io.github.mcpoauth.jose.Sealer;
import io.github.mcpoauth.store.JdbcAccess;

/**
 * Keeps servers in a relational database, in the table {@code mcp_oauth_mcp_server} of
 * the scripts for authorizations. Each change is a transaction of its own. Thread-safe.
 */
public final class JdbcMcpServerStore implements McpServerStore {

	private final JdbcClient jdbc;

	private final JdbcAccess access;

	private final McpServerCodec codec;

	/**
	 * Makes a store.
	 * @param dataSource the database
	 * @param sealer keeps others from writing servers
	 */
	public JdbcMcpServerStore(DataSource dataSource, Sealer sealer) {
		this.jdbc = JdbcClient.create(dataSource);
		this.access = new JdbcAccess(dataSource);
		this.codec = new McpServerCodec(sealer);
	}

	@Override
	public Collection<McpServer> all() {
		return this.access
			.read(() -> this.jdbc.sql("SELECT id, content FROM mcp_oauth_mcp_server ORDER BY id")
				.query((row, number) -> new Row(row.getString("id"), row.getString("content")))
				.list())
			.stream()
			.map((row) -> this.codec.read(row.id(), row.content()))
			.filter(Objects::nonNull)
			.toList();
	}

	@Override
	public boolean add(McpServer server) {
		try {
			return this.access.write(() -> this.jdbc
				.sql("INSERT INTO mcp_oauth_mcp_server (id, resource_hash, content) VALUES (?, ?, ?)")
				.params(server.id(), Sha256.base64(server.resource().toString()), this.codec.write(server))
				.update()) == 1;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	@Override
	public boolean remove(String id) {
		return this.access
			.write(() -> this.jdbc.sql("DELETE FROM mcp_oauth_mcp_server WHERE id = ?").param(id).update()) == 1;
	}

	private record Row(String id, String content) {
	}

}
