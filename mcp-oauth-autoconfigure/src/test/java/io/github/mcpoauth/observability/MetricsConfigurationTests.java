package io.github.mcpoauth.observability;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.transport.SenderContext;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.net.OutboundOperation;
import io.github.mcpoauth.net.OutboundRequestContext;
import io.github.mcpoauth.resource.ChallengeListener;
import io.github.mcpoauth.resource.McpEndpointSecurity;
import io.github.mcpoauth.resource.TokenCacheMonitor;
import io.github.mcpoauth.resource.UserMapper;
import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.OAuthFlow;
import io.github.mcpoauth.support.Scrape;
import io.github.mcpoauth.support.TestApplication;
import io.github.mcpoauth.support.TestServer;
import io.github.mcpoauth.web.OAuthEndpoint;
import io.github.mcpoauth.web.OAuthRequestContext;
import io.github.mcpoauth.web.OAuthRequestConvention;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where there are metrics, and whose.
 */
class MetricsConfigurationTests {

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withUserConfiguration(TestApplication.class);

	@Test
	void metricsWhenThereIsActuatorThenThere() {
		this.application.run((context) -> assertThat(context).hasSingleBean(ChallengeListener.class)
			.hasSingleBean(TokenCacheMonitor.class));
	}

	@Test
	void metricsWhenMicrometerIsAbsentThenNoneAndTheEndpointIsProtected() {
		this.application.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(McpEndpointSecurity.class)
				.doesNotHaveBean(ChallengeListener.class)
				.doesNotHaveBean(TokenCacheMonitor.class));
	}

	@Test
	void metricsWhenThereIsNoRegistryThenNoneAndTheEndpointIsProtected() {
		this.application.withPropertyValues("spring.autoconfigure.exclude="
				+ "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration,"
				+ "org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration,"
				+ "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration,"
				+ "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(MeterRegistry.class)
				.doesNotHaveBean(ObservationRegistry.class)
				.hasSingleBean(McpEndpointSecurity.class)
				.doesNotHaveBean(ChallengeListener.class)
				.doesNotHaveBean(TokenCacheMonitor.class));
	}

	@Test
	void conventionWhenApplicationHasOneThenItsTags() {
		try (TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, Tenants.class },
				Scrape.EXPOSED)) {
			OAuthFlow.register(server);
			assertThat(
					Scrape.of(server).value("mcp_oauth_requests_seconds_count", "endpoint", "register", "region", "eu"))
				.isEqualTo(1);
		}
	}

	@Test
	void listenerWhenApplicationHasOneThenItIsToldBesideTheCounter() {
		try (TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, Told.class },
				Scrape.EXPOSED)) {
			FacadeFlow.callMcp(server, "no-token");
			assertThat(server.bean(Told.class).reasons).containsExactly("/mcp malformed_token");
			assertThat(Scrape.of(server).value("mcp_oauth_challenges_total")).isEqualTo(1);
		}
	}

	@Test
	void listenerWhenUserCanNotBeFoundThenUnavailable() {
		try (FacadeServer facade = FacadeServer
			.start(new Class<?>[] { TestApplication.class, Told.class, Broken.class })) {
			String token = facade.provider().tokens().valid();
			assertThat(FacadeFlow.callMcp(facade.server(), token).status()).isEqualTo(503);
			assertThat(facade.server().bean(Told.class).reasons).containsExactly("/mcp unavailable");
		}
	}

	/** So that a trace shows what a login waited for, and tells no other server of it. */
	@Test
	void observationWhenProviderIsAskedThenItIsPartOfTheRequestAndNotPassedOn() {
		try (FacadeServer facade = FacadeServer.start(new Class<?>[] { TestApplication.class, Recorded.class })) {
			FacadeFlow.register(facade.server()).tokens(facade.server());
			assertThat(facade.server().bean(Recorded.class).outbound)
				.filteredOn((context) -> context.getOperation() == OutboundOperation.TOKEN)
				.singleElement()
				.isNotInstanceOf(SenderContext.class)
				.satisfies((context) -> assertThat(request(context).getEndpoint()).isEqualTo(OAuthEndpoint.TOKEN));
		}
	}

	private static OAuthRequestContext request(Observation.ContextView context) {
		ObservationView parent = context.getParentObservation();
		assertThat(parent).isNotNull();
		return (parent.getContextView() instanceof OAuthRequestContext request) ? request
				: request(parent.getContextView());
	}

	/** With the same tags, which are others than Micrometer's. */
	@Test
	void scrapeWhenApplicationHasCachesOfItsOwnThenOursAreAmongThem() {
		try (TestServer server = TestServer.start(new Class<?>[] { TestApplication.class, OwnCaches.class },
				Scrape.EXPOSED)) {
			List<Scrape.Sample> sizes = Scrape.of(server)
				.samples()
				.stream()
				.filter((sample) -> sample.metric().equals("cache_size"))
				.toList();
			assertThat(sizes).extracting((sample) -> sample.labels().get("cache"))
				.containsExactlyInAnyOrder("own", "mcp.oauth.tokens");
			assertThat(sizes).extracting((sample) -> sample.labels().keySet())
				.containsOnly(Set.of("cache", "cache_manager", "name"));
		}
	}

	/** Then caches are made with the first request, after the registry is there. */
	@Test
	void scrapeWhenBeansAreLazyThenTheCacheIsThere() {
		try (FacadeServer facade = FacadeServer.start(Scrape.EXPOSED, "spring.main.lazy-initialization=true")) {
			FacadeFlow.callMcp(facade.server(), facade.provider().tokens().valid());
			Scrape scrape = Scrape.of(facade.server());
			assertThat(scrape.value("cache_size", "cache", "mcp.oauth.tokens")).isEqualTo(1);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Tenants implements OAuthRequestConvention {

		@Override
		public KeyValues getLowCardinalityKeyValues(OAuthRequestContext context) {
			return OAuthRequestConvention.super.getLowCardinalityKeyValues(context).and("region", "eu");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Told {

		private final List<String> reasons = new CopyOnWriteArrayList<>();

		@Bean
		ChallengeListener listener() {
			return (resource, reason) -> this.reasons.add(resource.path() + " " + reason.value());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Broken {

		@Bean
		UserMapper users() {
			return (caller) -> {
				throw new IllegalStateException("The users can't be reached");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Recorded implements ObservationHandler<OutboundRequestContext> {

		private final List<OutboundRequestContext> outbound = new CopyOnWriteArrayList<>();

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof OutboundRequestContext;
		}

		@Override
		public void onStop(OutboundRequestContext context) {
			this.outbound.add(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCaches {

		private final Cache<String, String> cache = Caffeine.newBuilder().recordStats().build();

		/** As Spring Boot does it for the caches of a CacheManager. */
		@Bean
		MeterBinder ownCacheMetrics() {
			return new CaffeineCacheMetrics<>(this.cache, "own",
					Tags.of("cache.manager", "cacheManager", "name", "own"));
		}

	}

}
