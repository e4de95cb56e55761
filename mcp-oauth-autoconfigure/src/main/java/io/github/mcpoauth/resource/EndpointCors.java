package io.github.mcpoauth.resource;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * What web pages of allowed origins may send to an MCP endpoint, and see of its answers.
 * Nobody changes it after it was made.
 */
final class EndpointCors extends CorsConfiguration {

	private final AllowedOrigins allowed;

	EndpointCors(AllowedOrigins allowed) {
		this.allowed = allowed;
		setAllowedMethods(List.of("GET", "POST", "DELETE"));
		setAllowedHeaders(List.of(ALL));
		setExposedHeaders(List.of("WWW-Authenticate", "Mcp-Session-Id", "MCP-Protocol-Version", "Retry-After"));
		setMaxAge(Duration.ofHours(1));
	}

	@Override
	public @Nullable String checkOrigin(@Nullable String origin) {
		return (origin != null && this.allowed.allows(origin)) ? origin : null;
	}

}
