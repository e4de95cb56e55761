package io.github.mcpoauth.bench;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * Turns off all that Spring Security observes, as its documentation says it.
 */
@Configuration(proxyBeanMethods = false)
class NoSecurityObservations {

	@Bean
	SecurityObservationSettings securityObservationSettings() {
		return SecurityObservationSettings.noObservations();
	}

}
