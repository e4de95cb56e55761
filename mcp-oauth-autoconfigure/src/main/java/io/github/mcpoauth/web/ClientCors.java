package io.github.mcpoauth.web;

import java.util.Collection;
import java.util.List;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Cross-origin requests of clients that run in a browser: from every origin, without
 * cookies. For the endpoints that a client calls, not for those that a person visits (RFC
 * 9700 section 2.6).
 */
public final class ClientCors {

	private ClientCors() {
	}

	/**
	 * Opens endpoints.
	 * @param paths their paths below the context path, as patterns
	 * @param methods the methods that a client may use there
	 * @return the configuration for those paths, and none for others
	 */
	public static CorsConfigurationSource at(Collection<String> paths, String... methods) {
		CorsConfiguration everybody = new CorsConfiguration();
		everybody.setAllowedOrigins(List.of(CorsConfiguration.ALL));
		everybody.setAllowedMethods(List.of(methods));
		everybody.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		everybody.setExposedHeaders(List.of("WWW-Authenticate", "Retry-After"));
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		paths.forEach((path) -> source.registerCorsConfiguration(path, everybody));
		return source;
	}

}
