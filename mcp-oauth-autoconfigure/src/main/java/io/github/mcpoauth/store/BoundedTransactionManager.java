package io.github.mcpoauth.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Has no thread wait for ever for a database that has a connection and does not answer.
 * The timeout of a statement does not help there: it is the database that has to be told
 * to stop, and so it says nothing either.
 */
final class BoundedTransactionManager extends JdbcTransactionManager {

	private static final Log logger = LogFactory.getLog(BoundedTransactionManager.class);

	/** More than the timeout of a transaction, which leaves the connection whole. */
	private static final int PATIENCE = (int) Duration.ofSeconds(10).toMillis();

	BoundedTransactionManager(DataSource dataSource) {
		super(dataSource);
	}

	@Override
	protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
			throws SQLException {
		super.prepareTransactionalConnection(connection, definition);
		int configured = networkTimeout(connection);
		if (configured == 0) {
			setNetworkTimeout(connection, PATIENCE);
		}
	}

	/** Pools hand it to the rest of the application. */
	@Override
	protected void doCleanupAfterCompletion(Object transaction) {
		Connection connection = connection();
		if (connection != null && networkTimeout(connection) == PATIENCE) {
			setNetworkTimeout(connection, 0);
		}
		super.doCleanupAfterCompletion(transaction);
	}

	private @Nullable Connection connection() {
		Object holder = TransactionSynchronizationManager.getResource(obtainDataSource());
		return (holder instanceof ConnectionHolder connections) ? connections.getConnection() : null;
	}

	/** Drivers may not know it, and connections may be broken. */
	private static int networkTimeout(Connection connection) {
		try {
			return connection.getNetworkTimeout();
		}
		catch (SQLException ex) {
			logger.debug("The network timeout of the connection can't be read", ex);
			return -1;
		}
	}

	private static void setNetworkTimeout(Connection connection, int milliseconds) {
		try {
			connection.setNetworkTimeout(Runnable::run, milliseconds);
		}
		catch (SQLException ex) {
			logger.debug("The network timeout of the connection can't be set", ex);
		}
	}

}
