package io.github.mcpoauth.observability;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.FilterChainProxy.FilterChainDecorator;

import io.github.mcpoauth.support.FacadeFlow;
import io.github.mcpoauth.support.FacadeServer;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.TestApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose filters Spring Security observes, which takes longer than what they do.
 */
class FilterObservationTests {

	private static final String FILTERS = "spring.security.filterchains";

	private static final String SECURED = "spring.security.http.secured.requests";

	@Test
	void endpointWhenNothingIsSaidThenItsFiltersAreNotObserved() {
		assertThat(observedAtEndpoint()).contains("http.server.requests").doesNotContain(FILTERS, SECURED);
	}

	/** The application's own, and those of this library that are asked less often. */
	@Test
	void otherChainsWhenNothingIsSaidThenTheirFiltersAreObserved() {
		assertThat(observedElsewhere("/open")).contains(FILTERS);
		assertThat(observedElsewhere("/.well-known/oauth-protected-resource/mcp")).contains(FILTERS);
	}

	@Test
	void endpointWhenApplicationWantsRequestsObservedThenItsFiltersAre() {
		assertThat(observedAtEndpoint(Wanted.class)).contains(FILTERS, SECURED);
	}

	@Test
	void endpointWhenApplicationWantsNothingObservedThenNothingOfSpringSecurityIs() {
		assertThat(observedAtEndpoint(Unwanted.class)).contains("http.server.requests")
			.noneMatch((name) -> name.startsWith("spring.security."));
	}

	/** Spring Security takes none of two, and it stays like that. */
	@Test
	void otherChainsWhenApplicationDecoratesThemTooThenAsWithoutThisLibrary() {
		assertThat(observedElsewhere("/open", Decorated.class)).contains("http.server.requests")
			.doesNotContain(FILTERS);
	}

	private static Collection<String> observedAtEndpoint(Class<?>... more) {
		try (FacadeServer facade = start(more)) {
			assertThat(FacadeFlow.callMcp(facade.server(), facade.provider().tokens().valid()).status()).isEqualTo(200);
			return facade.server().bean(Observed.class).names;
		}
	}

	private static Collection<String> observedElsewhere(String path, Class<?>... more) {
		try (FacadeServer facade = start(more)) {
			new Http().get(facade.server().url(path));
			return facade.server().bean(Observed.class).names;
		}
	}

	private static FacadeServer start(Class<?>... more) {
		Class<?>[] sources = new Class<?>[more.length + 2];
		sources[0] = TestApplication.class;
		sources[1] = Observed.class;
		System.arraycopy(more, 0, sources, 2, more.length);
		return FacadeServer.start(sources);
	}

	@Configuration(proxyBeanMethods = false)
	static class Observed implements ObservationHandler<Observation.Context> {

		private final Set<String> names = ConcurrentHashMap.newKeySet();

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		/** Before the answer, as far as it is known. */
		@Override
		public void onStart(Observation.Context context) {
			this.names.add(String.valueOf(context.getName()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Wanted {

		@Bean
		SecurityObservationSettings securityObservationSettings() {
			return SecurityObservationSettings.withDefaults().shouldObserveRequests(true).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unwanted {

		@Bean
		SecurityObservationSettings securityObservationSettings() {
			return SecurityObservationSettings.noObservations();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Decorated {

		@Bean
		static ObjectPostProcessor<FilterChainDecorator> filterChains() {
			return ObjectPostProcessor.identity();
		}

	}

}
