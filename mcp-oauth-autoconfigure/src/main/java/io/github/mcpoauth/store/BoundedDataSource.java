package io.github.mcpoauth.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SmartDataSource;

/**
 * Has no thread wait for ever for a database that has a connection and does not answer.
 * The timeout of a transaction does not help there: a statement that takes too long is
 * stopped by the database, which says nothing, and what is asked before the first
 * statement has no timeout at all. For transactions the same as what it wraps, so that
 * statements that know only that one are in them.
 */
final class BoundedDataSource extends DelegatingDataSource implements SmartDataSource, InfrastructureProxy {

	private static final Log logger = LogFactory.getLog(BoundedDataSource.class);

	/** More than the timeout of a transaction, which leaves the connection whole. */
	private static final int PATIENCE = (int) Duration.ofSeconds(10).toMillis();

	private final DataSource dataSource;

	BoundedDataSource(DataSource dataSource) {
		super(dataSource);
		this.dataSource = dataSource;
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = super.getConnection();
		replaceNetworkTimeout(connection, 0, PATIENCE);
		return connection;
	}

	/**
	 * Asked before a connection is closed, which for a pool is when others get it.
	 */
	@Override
	public boolean shouldClose(Connection connection) {
		replaceNetworkTimeout(connection, PATIENCE, 0);
		return true;
	}

	/** A timeout that somebody has configured stays, and drivers may have none. */
	private static void replaceNetworkTimeout(Connection connection, int old, int replacement) {
		try {
			if (connection.getNetworkTimeout() == old) {
				connection.setNetworkTimeout(Runnable::run, replacement);
			}
		}
		catch (SQLException ex) {
			logger.debug("The network timeout of a connection can't be set", ex);
		}
	}

	@Override
	public Object getWrappedObject() {
		return this.dataSource;
	}

}
