package io.github.mcpoauth.store;

import java.util.function.Supplier;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Access to a database, apart from the transactions of the application: what is read here
 * is current, and what is written here stays. Thread-safe.
 */
public final class JdbcAccess {

	/** Seconds; whoever waits is a client or a person at a form. */
	private static final int TIMEOUT = 5;

	private final TransactionTemplate reading;

	private final TransactionTemplate writing;

	public JdbcAccess(DataSource dataSource) {
		this.reading = template(dataSource);
		this.reading.setReadOnly(true);
		this.writing = template(dataSource);
	}

	private static TransactionTemplate template(DataSource dataSource) {
		TransactionTemplate template = new TransactionTemplate(
				new JdbcTransactionManager(new BoundedDataSource(dataSource)));
		template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		template.setTimeout(TIMEOUT);
		return template;
	}

	/**
	 * Reads.
	 * @param <T> what is read
	 * @param query the statements
	 * @return what they return
	 * @throws StoreUnavailableException if the database can't be used
	 */
	public <T> T read(Supplier<T> query) {
		return execute(this.reading, query);
	}

	/**
	 * Makes a change, all of it or nothing.
	 * @param <T> what it results in
	 * @param change the statements
	 * @return what they return
	 * @throws DuplicateKeyException if a row is there already; then nothing is changed
	 * @throws StoreUnavailableException if the database can't be used
	 */
	public <T> T write(Supplier<T> change) {
		return execute(this.writing, change);
	}

	private static <T> T execute(TransactionTemplate template, Supplier<T> action) {
		try {
			return template.execute((status) -> action.get());
		}
		catch (DuplicateKeyException ex) {
			throw ex;
		}
		catch (DataAccessException | TransactionException ex) {
			throw new StoreUnavailableException("The database", ex);
		}
	}

}
