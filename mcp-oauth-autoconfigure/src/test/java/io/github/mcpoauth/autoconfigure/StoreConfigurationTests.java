package io.github.mcpoauth.autoconfigure;

import java.time.Clock;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.authorizationserver.store.AuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.InMemoryAuthorizationStore;
import io.github.mcpoauth.authorizationserver.store.JdbcAuthorizationStore;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which store there is, and what stops the start.
 */
class StoreConfigurationTests {

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withUserConfiguration(TestApplication.class)
		.withPropertyValues("mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters");

	@Test
	void storeWhenNothingIsSaidThenMemory() {
		this.application.run((context) -> assertThat(context).getBean(AuthorizationStore.class)
			.isInstanceOf(InMemoryAuthorizationStore.class));
	}

	/** A data source that is there for other things is left alone. */
	@Test
	void storeWhenThereIsADatabaseThenMemoryAllTheSame() {
		this.application.withPropertyValues(database()).run((context) -> {
			assertThat(context).getBean(AuthorizationStore.class).isInstanceOf(InMemoryAuthorizationStore.class);
			assertThat(context).doesNotHaveBean(JdbcSchemaInitializer.class);
		});
	}

	@Test
	void storeWhenDatabaseIsEmbeddedThenTablesAreCreated() {
		this.application.withPropertyValues("mcp.oauth.authorization-server.store=jdbc", database())
			.run((context) -> assertThat(context).getBean(AuthorizationStore.class)
				.isInstanceOf(JdbcAuthorizationStore.class));
	}

	@Test
	void storeWhenApplicationHasOneThenNoOther() {
		this.application
			.withBean("ownStore", AuthorizationStore.class, () -> new InMemoryAuthorizationStore(Clock.systemUTC()))
			.withPropertyValues("mcp.oauth.authorization-server.store=jdbc")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeans(AuthorizationStore.class)
				.containsOnlyKeys("ownStore"));
	}

	@Tag("FT11")
	@Test
	void startWhenTablesAreMissingThenRefused() {
		this.application
			.withPropertyValues("mcp.oauth.authorization-server.store=jdbc",
					"mcp.oauth.authorization-server.jdbc.initialize-schema=never", database())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.authorization-server.store has the value 'jdbc'")
				.hasMessageContaining("MCP_OAUTH_TOKEN"));
	}

	@Tag("FT11")
	@ParameterizedTest
	@CsvSource({ "jdbc, DataSource", "redis, RedisConnectionFactory" })
	void startWhenThereIsNoConnectionToTheStoreThenRefused(String store, String bean) {
		this.application.withClassLoader(new FilteredClassLoader(JdbcClient.class, StringRedisTemplate.class))
			.withPropertyValues("mcp.oauth.authorization-server.store=" + store)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("has the value '" + store + "': there is no " + bean));
	}

	@Tag("FT11")
	@Test
	void startWhenRedisDoesNotAnswerThenRefused() {
		Redis stopped = Redis.start();
		stopped.close();
		this.application
			.withPropertyValues("mcp.oauth.authorization-server.store=redis",
					"spring.data.redis.port=" + stopped.port())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.authorization-server.store has the value 'redis'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "redis" })
	void startWhenStoreIsSharedAndThereIsNoSecretThenRefused(String store) {
		this.application
			.withPropertyValues("mcp.oauth.secret=", "mcp.oauth.authorization-server.store=" + store, database(),
					"spring.data.redis.port=" + Redis.shared().port())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.secret is not set"));
	}

	@Test
	void startWhenStoresAreNotOnTheClassPathThenMemoryWorks() {
		this.application
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc",
					"org.springframework.data.redis", "org.springframework.dao", "org.springframework.transaction"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1s", "61s" })
	void startWhenGracePeriodIsTooLongThenRefused(String period) {
		this.application.withPropertyValues("mcp.oauth.authorization-server.refresh-token-grace-period=" + period)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.authorization-server.refresh-token-grace-period has the value"));
	}

	private static String database() {
		return "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
	}

}
