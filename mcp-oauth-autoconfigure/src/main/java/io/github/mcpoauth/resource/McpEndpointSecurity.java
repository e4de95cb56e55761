package io.github.mcpoauth.resource;

import java.util.List;

import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.event.OAuthEventPublisher;

/**
 * Makes a security filter chain the one of all MCP endpoints: first the origin, then
 * CORS, the bearer token, the scopes, those of the message, and whose session it is. No
 * session, no cookie, no CSRF token. To add rules of your own, a
 * {@link McpEndpointSecurityCustomizer} is enough. Immutable.
 */
public final class McpEndpointSecurity {

	private final McpEndpoints endpoints;

	private final @Nullable String apiKeyHeader;

	private final SessionBinding sessions;

	private final ScopeRules rules;

	private final OAuthEventPublisher events;

	/**
	 * Collects what the chain needs.
	 * @param endpoints the parts of the protection of each endpoint
	 * @param apiKeyHeader the header in which API keys may come as well, or {@code null}
	 * if there is none
	 * @param sessions ties sessions to their callers
	 * @param rules which scopes messages need
	 * @param events is told which calls lack scopes
	 */
	public McpEndpointSecurity(List<McpEndpointComponents> endpoints, @Nullable String apiKeyHeader,
			SessionBinding sessions, ScopeRules rules, OAuthEventPublisher events) {
		this.endpoints = new McpEndpoints(endpoints, rules);
		this.apiKeyHeader = apiKeyHeader;
		this.sessions = sessions;
		this.rules = rules;
		this.events = events;
	}

	/**
	 * Configures a chain.
	 * @param http the chain's builder, fresh
	 */
	public void applyTo(HttpSecurity http) {
		McpAuthenticationEntryPoint entryPoint = new McpAuthenticationEntryPoint(this.endpoints);
		McpAccessDeniedHandler accessDeniedHandler = new McpAccessDeniedHandler(this.endpoints, this.events);
		http.securityMatcher(this.endpoints)
			.cors((cors) -> cors.configurationSource((request) -> this.endpoints.of(request).cors()))
			.csrf(CsrfConfigurer::disable)
			.logout(LogoutConfigurer::disable)
			.requestCache(RequestCacheConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.oauth2ResourceServer((oauth2) -> oauth2
				.authenticationManagerResolver((request) -> this.endpoints.of(request).authenticationManager())
				.authenticationConverter(new CredentialsConverter(this.apiKeyHeader))
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
				.access((caller, context) -> this.endpoints.of(context.getRequest())
					.authorizationManager()
					.authorize(caller, context)))
			.addFilterAfter(new SessionBindingFilter(this.sessions), AuthorizationFilter.class)
			.addFilterAfter(new OperationScopeFilter(this.endpoints, this.rules), AuthorizationFilter.class)
			.addFilterBefore(new OriginFilter(this.endpoints), CorsFilter.class);
	}

}
