package io.github.mcpoauth.resource;

import java.util.Comparator;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.util.matcher.RequestMatcher;

import io.github.mcpoauth.core.Check;

/**
 * Finds the endpoint that a request is for. Of nested ones the innermost counts.
 * Immutable.
 */
final class McpEndpoints implements RequestMatcher {

	private static final String ATTRIBUTE = McpEndpoint.class.getName();

	private final List<McpEndpoint> endpoints;

	McpEndpoints(List<McpEndpointComponents> components, ScopeRules rules) {
		this.endpoints = components.stream()
			.sorted(Comparator.comparing((endpoint) -> -endpoint.resource().path().length()))
			.map((endpoint) -> new McpEndpoint(endpoint, rules))
			.toList();
	}

	/**
	 * Remembers the endpoint with the request: the chain asks for it at every step.
	 */
	@Override
	public boolean matches(HttpServletRequest request) {
		McpEndpoint endpoint = find(request);
		request.setAttribute(ATTRIBUTE, endpoint);
		return endpoint != null;
	}

	McpEndpoint of(HttpServletRequest request) {
		McpEndpoint endpoint = (request.getAttribute(ATTRIBUTE) instanceof McpEndpoint known) ? known : find(request);
		if (endpoint == null) {
			throw new IllegalStateException("The chain is for requests to an endpoint");
		}
		return endpoint;
	}

	/**
	 * A caller is being refused by a filter that does not know the endpoints.
	 */
	static void challenged(HttpServletRequest request, HttpServletResponse response, ChallengeReason reason) {
		if (request.getAttribute(ATTRIBUTE) instanceof McpEndpoint endpoint) {
			endpoint.challenged(response, reason);
		}
	}

	/**
	 * A call is being refused by a filter that does not know the endpoints.
	 */
	static void refused(HttpServletRequest request, HttpServletResponse response, Check check) {
		if (request.getAttribute(ATTRIBUTE) instanceof McpEndpoint endpoint) {
			endpoint.refused(response, check.value());
		}
	}

	private @Nullable McpEndpoint find(HttpServletRequest request) {
		for (McpEndpoint endpoint : this.endpoints) {
			if (endpoint.matcher().matches(request)) {
				return endpoint;
			}
		}
		return null;
	}

}
