package io.github.mcpoauth.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Serves endpoints inside a security filter chain, where the context path, the dispatcher
 * servlet's path and the application's own mappings can't get in their way. Paths are
 * compared exactly, after the firewall has refused ambiguous ones; one that ends with
 * {@code /*} means all with any last segment that have no endpoint of their own.
 */
public final class EndpointFilter extends OncePerRequestFilter {

	private final Map<String, HttpRequestHandler> endpoints;

	private final boolean exclusive;

	private EndpointFilter(Map<String, ? extends HttpRequestHandler> endpoints, boolean exclusive) {
		this.endpoints = Map.copyOf(endpoints);
		this.exclusive = exclusive;
	}

	/**
	 * Serves these paths and leaves all others to the rest of the chain.
	 * @param endpoints the handlers by path below the context path
	 * @return the filter
	 */
	public static EndpointFilter of(Map<String, ? extends HttpRequestHandler> endpoints) {
		return new EndpointFilter(endpoints, false);
	}

	/**
	 * Serves these paths and answers 404 for all others that its chain matches.
	 * @param endpoints the handlers by path below the context path
	 * @return the filter
	 */
	public static EndpointFilter exclusively(Map<String, ? extends HttpRequestHandler> endpoints) {
		return new EndpointFilter(endpoints, true);
	}

	/**
	 * The name that marks a request as filtered; by default it is the same for all
	 * instances, and the second one in a chain would do nothing.
	 */
	@Override
	protected String getAlreadyFilteredAttributeName() {
		return super.getAlreadyFilteredAttributeName() + "." + System.identityHashCode(this);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = RequestPaths.of(request);
		HttpRequestHandler endpoint = this.endpoints.getOrDefault(path,
				this.endpoints.get(path.substring(0, path.lastIndexOf('/') + 1) + "*"));
		if (endpoint != null) {
			endpoint.handleRequest(request, response);
		}
		else if (this.exclusive) {
			response.setStatus(HttpStatus.NOT_FOUND.value());
		}
		else {
			chain.doFilter(request, response);
		}
	}

}
