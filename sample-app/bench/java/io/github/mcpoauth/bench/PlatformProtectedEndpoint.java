package io.github.mcpoauth.bench;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The resource server beside {@link PlatformAuthorizationServer}, whose tokens it takes.
 */
@Configuration(proxyBeanMethods = false)
class PlatformProtectedEndpoint {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 1)
	SecurityFilterChain protectedEndpoint(HttpSecurity http) {
		http.securityMatcher("/mcp")
			.csrf((csrf) -> csrf.disable())
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()));
		return http.build();
	}

}
