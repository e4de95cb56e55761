package io.github.mcpoauth.resource;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/**
 * Adds rules to the security filter chain of the MCP endpoint. All beans of this type are
 * applied in their order, after the rules of {@link McpEndpointSecurity}:
 *
 * <pre class="code">
 * &#64;Bean
 * McpEndpointSecurityCustomizer auditing() {
 * 	return (http) -> http.addFilterAfter(new AuditFilter(), AuthorizationFilter.class);
 * }
 * </pre>
 *
 * It is not a {@code Customizer<HttpSecurity>}, because the platform applies beans of
 * that type to every chain of the application. And it is no chain, because a chain of the
 * application makes Spring Boot's default chain, which protects all other URLs, back off.
 */
@FunctionalInterface
public interface McpEndpointSecurityCustomizer {

	/**
	 * Adds rules.
	 * @param http the builder of the endpoint's chain
	 */
	void customize(HttpSecurity http);

}
