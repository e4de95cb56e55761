package io.github.mcpoauth.resource;

import java.time.Duration;
import java.util.List;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.web.DispatchedPathMatcher;

/**
 * Makes a security filter chain the one of the MCP endpoint: first the origin, then CORS,
 * the bearer token, the scopes and whose session it is. No session, no cookie, no CSRF
 * token. To add rules of your own, a {@link McpEndpointSecurityCustomizer} is enough.
 * Immutable.
 */
public final class McpEndpointSecurity {

	private final McpEndpointComponents endpoint;

	/**
	 * Collects what the chain needs.
	 * @param endpoint the parts of the protection
	 */
	public McpEndpointSecurity(McpEndpointComponents endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Configures a chain.
	 * @param http the chain's builder, fresh
	 */
	public void applyTo(HttpSecurity http) {
		McpAuthenticationEntryPoint entryPoint = new McpAuthenticationEntryPoint(this.endpoint.resource(),
				this.endpoint.scopes());
		AuthenticationManager authenticationManager = new VerifyingAuthenticationManager(this.endpoint.verifier());
		McpAccessDeniedHandler accessDeniedHandler = new McpAccessDeniedHandler(this.endpoint.resource());
		http.securityMatcher(matcher())
			.cors((cors) -> cors.configurationSource(this::corsConfiguration))
			.csrf(CsrfConfigurer::disable)
			.requestCache(RequestCacheConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.oauth2ResourceServer((oauth2) -> oauth2.authenticationManagerResolver((request) -> authenticationManager)
				.authenticationConverter(new CredentialsConverter(this.endpoint.apiKeyHeader()))
				.authenticationEntryPoint(entryPoint)
				.accessDeniedHandler(accessDeniedHandler))
			.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(entryPoint)
				.accessDeniedHandler(accessDeniedHandler))
			.authorizeHttpRequests((requests) -> requests
				// An error may come from before the token was looked at, and stays that
				// error
				.dispatcherTypeMatchers(DispatcherType.ERROR)
				.permitAll()
				.anyRequest()
				.access(this.endpoint.access().authorizing(this.endpoint.scopes())))
			.addFilterAfter(new SessionBindingFilter(this.endpoint.sessions()), AuthorizationFilter.class)
			.addFilterBefore(new OriginFilter(this.endpoint.allowedOrigins()), CorsFilter.class);
	}

	private DispatchedPathMatcher matcher() {
		String path = this.endpoint.resource().path();
		return path.equals("/") ? new DispatchedPathMatcher("/") : new DispatchedPathMatcher(path, path + "/**");
	}

	private CorsConfiguration corsConfiguration(HttpServletRequest request) {
		CorsConfiguration configuration = new CorsConfiguration() {

			@Override
			public @Nullable String checkOrigin(@Nullable String origin) {
				return (origin != null && McpEndpointSecurity.this.endpoint.allowedOrigins().allows(origin)) ? origin
						: null;
			}

		};
		configuration.setAllowedMethods(List.of("GET", "POST", "DELETE"));
		configuration.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		configuration
			.setExposedHeaders(List.of("WWW-Authenticate", "Mcp-Session-Id", "MCP-Protocol-Version", "Retry-After"));
		configuration.setMaxAge(Duration.ofHours(1));
		return configuration;
	}

}
