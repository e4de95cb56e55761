package io.github.mcpoauth.support;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * A database of a test's own with the tables of a store, by the scripts beside the store.
 */
public final class TestDatabase {

	private static final AtomicInteger number = new AtomicInteger();

	private final String platform;

	private final Class<?> store;

	private final DataSource dataSource;

	private TestDatabase(String platform, Class<?> store) {
		this.platform = platform;
		this.store = store;
		this.dataSource = empty();
		initialize();
	}

	public static TestDatabase h2(Class<?> store) {
		return new TestDatabase("h2", store);
	}

	public static TestDatabase postgres(Class<?> store) {
		return new TestDatabase("postgresql", store);
	}

	/** Another database of the same kind, without any table. */
	public DataSource empty() {
		if (this.platform.equals("h2")) {
			return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
		}
		String name = "test" + number.incrementAndGet();
		Postgres.database(name);
		return Postgres.dataSource(name);
	}

	public void initialize() {
		new ResourceDatabasePopulator(new ClassPathResource("schema-" + this.platform + ".sql", this.store))
			.execute(this.dataSource);
	}

	public DataSource dataSource() {
		return this.dataSource;
	}

	public JdbcClient client() {
		return JdbcClient.create(this.dataSource);
	}

	public void clear(String table) {
		client().sql("DELETE FROM " + table).update();
	}

	public int count(String table) {
		return client().sql("SELECT COUNT(*) FROM " + table).query(Integer.class).single();
	}

}
