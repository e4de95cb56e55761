package io.github.mcpoauth.resource;

import java.util.List;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;

import org.springframework.security.web.FilterChainProxy.FilterChainDecorator;

/**
 * Leaves the filters of {@link McpEndpointSecurity} as they are and has those of all
 * other chains decorated: to observe each of them takes longer than what all of them do.
 * Thread-safe where both decorators are.
 */
public final class EndpointFilterChainDecorator implements FilterChainDecorator {

	private final FilterChainDecorator endpoint;

	private final FilterChainDecorator others;

	/**
	 * Makes a decorator of two.
	 * @param endpoint decorates the filters of the MCP endpoint
	 * @param others decorates those of all other chains, and where there are none
	 */
	public EndpointFilterChainDecorator(FilterChainDecorator endpoint, FilterChainDecorator others) {
		this.endpoint = endpoint;
		this.others = others;
	}

	@Override
	public FilterChain decorate(FilterChain original) {
		return this.others.decorate(original);
	}

	@Override
	public FilterChain decorate(FilterChain original, List<Filter> filters) {
		return (isOfEndpoint(filters) ? this.endpoint : this.others).decorate(original, filters);
	}

	/** Whoever builds that chain: the application may do it. */
	private static boolean isOfEndpoint(List<Filter> filters) {
		for (Filter filter : filters) {
			if (filter instanceof OriginFilter) {
				return true;
			}
		}
		return false;
	}

}
