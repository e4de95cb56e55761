package io.github.mcpoauth.autoconfigure;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.mcpoauth.support.Redis;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.web.BucketRateLimiter;
import io.github.mcpoauth.web.RateLimiter;
import io.github.mcpoauth.web.RedisRateLimiter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where limits are counted.
 */
class RateLimitConfigurationTests {

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withUserConfiguration(TestApplication.class)
		.withPropertyValues("mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
				"spring.data.redis.port=" + Redis.shared().port());

	/** A connection that is there for other things says nothing. */
	@ParameterizedTest
	@ValueSource(strings = { "any=thing", "mcp.oauth.registration.store=memory", "mcp.oauth.rate-limits.store=memory" })
	void limiterWhenNothingElseIsInRedisThenInMemory(String property) {
		this.application.withPropertyValues(property)
			.run((context) -> assertThat(context).getBean(RateLimiter.class).isInstanceOf(BucketRateLimiter.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "mcp.oauth.registration.store=redis", "mcp.oauth.authorization-server.store=redis",
			"mcp.oauth.rate-limits.store=redis" })
	void limiterWhenOtherThingsAreInRedisOrItIsAskedForThenThere(String property) {
		this.application.withPropertyValues(property)
			.run((context) -> assertThat(context).getBean(RateLimiter.class).isInstanceOf(RedisRateLimiter.class));
	}

	@Test
	void limiterWhenMemoryIsAskedForThenThat() {
		this.application.withPropertyValues("mcp.oauth.registration.store=redis", "mcp.oauth.rate-limits.store=memory")
			.run((context) -> assertThat(context).getBean(RateLimiter.class).isInstanceOf(BucketRateLimiter.class));
	}

	@Test
	void limiterWhenApplicationHasOneThenNoOther() {
		this.application.withBean("ownLimiter", RateLimiter.class, BucketRateLimiter::new)
			.withPropertyValues("mcp.oauth.rate-limits.store=redis")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBeans(RateLimiter.class)
				.containsOnlyKeys("ownLimiter"));
	}

	@ParameterizedTest
	@CsvSource({ "relay, a-secret", "direct, ''" })
	void limiterWhenInFrontOfAProviderThenInRedisAsWell(String endpoints, String clientSecret) {
		this.application
			.withPropertyValues("mcp.oauth.rate-limits.store=redis", "mcp.oauth.facade.endpoints=" + endpoints,
					"mcp.oauth.upstream.issuer-uri=https://idp.example.com", "mcp.oauth.upstream.client-id=mcp",
					"mcp.oauth.upstream.client-secret=" + clientSecret, "mcp.oauth.base-url=https://mcp.example.com")
			.run((context) -> assertThat(context).getBean(RateLimiter.class).isInstanceOf(RedisRateLimiter.class));
	}

	@Test
	void startWhenThereIsNoConnectionThenRefused() {
		this.application.withClassLoader(new FilteredClassLoader("org.springframework.data.redis"))
			.withPropertyValues("mcp.oauth.rate-limits.store=redis")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining(
						"mcp.oauth.rate-limits.store has the value 'redis': there is no RedisConnectionFactory"));
	}

	@Test
	void startWhenThereIsNoSecretThenRefused() {
		this.application.withPropertyValues("mcp.oauth.secret=", "mcp.oauth.rate-limits.store=redis")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("mcp.oauth.secret is not set"));
	}

	/** A limit is not worth an outage. */
	@Tag("FT11")
	@Test
	void startWhenRedisDoesNotAnswerThenStarts() {
		Redis stopped = Redis.start();
		stopped.close();
		this.application
			.withPropertyValues("mcp.oauth.rate-limits.store=redis", "spring.data.redis.port=" + stopped.port())
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
