package io.github.mcpoauth.facade;

import java.util.Map;

import jakarta.servlet.DispatcherType;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.cors.CorsConfigurationSource;

import io.github.mcpoauth.web.DispatchedPathMatcher;
import io.github.mcpoauth.web.EndpointFilter;

/**
 * A chain of endpoints and nothing else, without a session.
 */
final class FacadeChain {

	private FacadeChain() {
	}

	/**
	 * Configures the chain.
	 * @param http its builder, fresh
	 * @param endpoints what is served, by path
	 * @param cors which pages may call
	 */
	static void apply(HttpSecurity http, Map<String, HttpRequestHandler> endpoints, CorsConfigurationSource cors) {
		http.securityMatcher(new DispatchedPathMatcher(endpoints.keySet().toArray(String[]::new)))
			.cors((configurer) -> configurer.configurationSource(cors))
			.csrf(CsrfConfigurer::disable)
			.requestCache(RequestCacheConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.addFilterBefore(EndpointFilter.exclusively(endpoints), LogoutFilter.class)
			.authorizeHttpRequests((requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.anyRequest()
				.denyAll());
	}

}
