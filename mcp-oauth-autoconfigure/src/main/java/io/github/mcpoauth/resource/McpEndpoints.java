package io.github.mcpoauth.resource;

import java.util.Comparator;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Finds the endpoint that a request is for. Of nested ones the innermost counts.
 * Immutable.
 */
final class McpEndpoints implements RequestMatcher {

	private final List<McpEndpoint> endpoints;

	McpEndpoints(List<McpEndpointComponents> components) {
		this.endpoints = components.stream()
			.sorted(Comparator.comparing((endpoint) -> -endpoint.resource().path().length()))
			.map(McpEndpoint::new)
			.toList();
	}

	@Override
	public boolean matches(HttpServletRequest request) {
		return this.endpoints.stream().anyMatch((endpoint) -> endpoint.matcher().matches(request));
	}

	McpEndpoint of(HttpServletRequest request) {
		return this.endpoints.stream()
			.filter((endpoint) -> endpoint.matcher().matches(request))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("The chain is for requests to an endpoint"));
	}

}
