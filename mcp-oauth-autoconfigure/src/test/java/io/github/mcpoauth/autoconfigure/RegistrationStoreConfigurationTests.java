package io.github.mcpoauth.autoconfigure;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.github.mcpoauth.registration.InMemoryRegistrationStore;
import io.github.mcpoauth.registration.JdbcRegistrationStore;
import io.github.mcpoauth.registration.RedisRegistrationStore;
import io.github.mcpoauth.registration.Registration;
import io.github.mcpoauth.registration.RegistrationStore;
import io.github.mcpoauth.store.Expiring;
import io.github.mcpoauth.store.StoreMaintenance;
import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where registrations are in each mode, and what stops the start.
 */
class RegistrationStoreConfigurationTests {

	private static final String STORE = "mcp.oauth.registration.store=";

	private static final WebApplicationContextRunner authorizationServer = new WebApplicationContextRunner()
		.withUserConfiguration(TestApplication.class)
		.withPropertyValues("mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters");

	private static final WebApplicationContextRunner facade = authorizationServer.withPropertyValues(
			"mcp.oauth.upstream.issuer-uri=https://idp.example.com", "mcp.oauth.upstream.client-id=mcp",
			"mcp.oauth.upstream.client-secret=a-secret", "mcp.oauth.base-url=https://mcp.example.com");

	@TempDir
	private Path directory;

	static WebApplicationContextRunner[] modes() {
		return new WebApplicationContextRunner[] { authorizationServer, facade };
	}

	@ParameterizedTest
	@MethodSource("modes")
	void storeWhenNothingIsSaidThenNone(WebApplicationContextRunner application) {
		application.withPropertyValues(database())
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RegistrationStore.class)
				.doesNotHaveBean("mcpRegistrationSchemaInitializer"));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void storeWhenDatabaseIsEmbeddedThenTablesAreCreatedAndLookedAfter(WebApplicationContextRunner application) {
		application.withPropertyValues(STORE + "jdbc", database()).run((context) -> {
			assertThat(context).getBean(RegistrationStore.class).isInstanceOf(JdbcRegistrationStore.class);
			assertThat(context).hasSingleBean(StoreMaintenance.class).getBeans(Expiring.class).isNotEmpty();
		});
	}

	@ParameterizedTest
	@MethodSource("modes")
	void storeWhenRedisIsThereThenInRedis(WebApplicationContextRunner application) {
		application.withPropertyValues(STORE + "redis", "spring.data.redis.port=" + Redis.shared().port())
			.run((context) -> assertThat(context).getBean(RegistrationStore.class)
				.isInstanceOf(RedisRegistrationStore.class));
	}

	@Test
	void storeWhenFacadeKeepsNothingThenNothingIsLookedAfter() {
		facade.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(StoreMaintenance.class));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void storeWhenApplicationHasOneThenNoOther(WebApplicationContextRunner application) {
		application.withBean("ownStore", RegistrationStore.class, () -> new InMemoryRegistrationStore(1))
			.withPropertyValues(STORE + "jdbc")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeans(RegistrationStore.class)
				.containsOnlyKeys("ownStore"));
	}

	/** Who has one database for everything says so once. */
	@ParameterizedTest
	@CsvSource({ "mcp.oauth.authorization-server.jdbc.initialize-schema=always, any=thing",
			"mcp.oauth.registration.jdbc.initialize-schema=always, "
					+ "mcp.oauth.authorization-server.jdbc.initialize-schema=never" })
	void tablesWhenToBeCreatedThenInAFileAsWell(String property, String other) {
		facade
			.withPropertyValues(STORE + "jdbc", property, other,
					"spring.datasource.url=jdbc:h2:file:" + this.directory.resolve(UUID.randomUUID().toString()))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void keysWhenPrefixIsTheAuthorizationServersThenTheSameUnlessToldOtherwise() {
		String prefix = "test " + UUID.randomUUID() + ":";
		WebApplicationContextRunner application = facade.withPropertyValues(STORE + "redis",
				"mcp.oauth.registration.max-clients=1", "mcp.oauth.authorization-server.redis.key-prefix=" + prefix,
				"spring.data.redis.port=" + Redis.shared().port());
		application.run((context) -> assertThat(
				keys(context.getBean(StringRedisTemplate.class), context.getBean(RegistrationStore.class), prefix))
			.isTrue());
		application.withPropertyValues("mcp.oauth.registration.redis.key-prefix=other " + prefix)
			.run((context) -> assertThat(keys(context.getBean(StringRedisTemplate.class),
					context.getBean(RegistrationStore.class), "other " + prefix))
				.isTrue());
	}

	private static boolean keys(StringRedisTemplate redis, RegistrationStore store, String prefix) {
		store.insert(new Registration("client_a", Instant.now(), null, Map.of(), List.of(), List.of(), null, 0));
		return redis.hasKey(prefix + "registration:client_a");
	}

	@Tag("FT11")
	@ParameterizedTest
	@MethodSource("modes")
	void startWhenTablesAreMissingThenRefused(WebApplicationContextRunner application) {
		application
			.withPropertyValues(STORE + "jdbc", "mcp.oauth.registration.jdbc.initialize-schema=never", database())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.registration.store has the value 'jdbc'")
				.hasMessageContaining("MCP_OAUTH_REGISTRATION"));
	}

	@Tag("FT11")
	@ParameterizedTest
	@CsvSource({ "jdbc, DataSource", "redis, RedisConnectionFactory" })
	void startWhenThereIsNoConnectionToTheStoreThenRefused(String store, String bean) {
		facade.withClassLoader(new FilteredClassLoader(JdbcClient.class, StringRedisTemplate.class))
			.withPropertyValues(STORE + store)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(
						"mcp.oauth.registration.store has the value '" + store + "': there is no " + bean));
	}

	@Tag("FT11")
	@ParameterizedTest
	@MethodSource("modes")
	void startWhenRedisDoesNotAnswerThenRefused(WebApplicationContextRunner application) {
		Redis stopped = Redis.start();
		stopped.close();
		application.withPropertyValues(STORE + "redis", "spring.data.redis.port=" + stopped.port())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.registration.store has the value 'redis'"));
	}

	@Tag("FT11")
	@ParameterizedTest
	@ValueSource(strings = { "embedded", "always", "never" })
	void startWhenDatabaseDoesNotAnswerThenRefused(String initialize) {
		Redis stopped = Redis.start();
		stopped.close();
		facade
			.withPropertyValues(STORE + "jdbc", "mcp.oauth.registration.jdbc.initialize-schema=" + initialize,
					"spring.datasource.url=jdbc:postgresql://localhost:" + stopped.port() + "/mcp",
					"spring.datasource.hikari.connection-timeout=500",
					"spring.datasource.hikari.initialization-fail-timeout=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.registration.store has the value 'jdbc'"));
	}

	@Tag("FT11")
	@Test
	void startWhenTablesCanNotBeCreatedThenRefused() {
		facade
			.withPropertyValues(STORE + "jdbc", "mcp.oauth.registration.jdbc.schema=classpath:no-such-file.sql",
					database())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.registration.store has the value 'jdbc'")
				.hasMessageContaining("no-such-file.sql"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "redis" })
	void startWhenThereIsNoSecretThenRefused(String store) {
		authorizationServer
			.withPropertyValues("mcp.oauth.secret=", STORE + store, database(),
					"spring.data.redis.port=" + Redis.shared().port())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.secret is not set"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "jdbc", "redis" })
	void startWhenNoClientMayRegisterThenRefused(String store) {
		facade
			.withPropertyValues(STORE + store, "mcp.oauth.registration.max-clients=0", database(),
					"spring.data.redis.port=" + Redis.shared().port())
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.registration.max-clients has the value '0'"));
	}

	@ParameterizedTest
	@MethodSource("modes")
	void startWhenStoresAreNotOnTheClassPathThenMemoryWorks(WebApplicationContextRunner application) {
		application
			.withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc",
					"org.springframework.data.redis", "org.springframework.dao", "org.springframework.transaction"))
			.withPropertyValues(STORE + "memory")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RedisConnectionFactory.class)
				.getBean(RegistrationStore.class)
				.isInstanceOf(InMemoryRegistrationStore.class));
	}

	private static String database() {
		return "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
	}

}
