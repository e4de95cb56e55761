package io.github.mcpoauth.autoconfigure;

import java.util.Map;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.resource.TokenValidations;
import io.github.mcpoauth.web.OAuthEndpoint;
import io.github.mcpoauth.web.RequestObservationFilter;

/**
 * What observes this library.
 *
 * @param registry of the application; one that observes nothing if it has none
 */
record Observations(ObservationRegistry registry) {

	/**
	 * Observes what a chain does. To be called first: what refuses a request is observed
	 * as well.
	 */
	void applyTo(HttpSecurity http, Map<String, OAuthEndpoint> endpoints) {
		if (!this.registry.isNoop()) {
			// Behind CORS, whose preflights are no requests
			http.addFilterAfter(new RequestObservationFilter(this.registry, endpoints), CorsFilter.class);
		}
	}

	TokenValidations ofTokens() {
		return new TokenValidations(this.registry);
	}

}
