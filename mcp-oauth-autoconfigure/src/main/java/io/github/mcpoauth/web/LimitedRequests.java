package io.github.mcpoauth.web;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Requests that there may be only so many of. Immutable.
 *
 * @param what what they are, as a sentence about too many of them ends
 * @param paths where they go
 * @param methods the HTTP methods that are counted; what browsers ask before a request is
 * never one of them
 * @param page whether a person is looking
 * @param perAddress how many one address may send, or {@code null} for any number
 * @param perClient how many of one client one address may send, or {@code null} for any
 * number; it is counted last, so who chooses identifiers fills no memory beyond the limit
 * of the address
 */
public record LimitedRequests(String what, DispatchedPathMatcher paths, Set<String> methods, boolean page,
		@Nullable RateLimit perAddress, @Nullable RateLimit perClient) {

	public LimitedRequests {
		methods = Set.copyOf(methods);
	}

	boolean contain(HttpServletRequest request) {
		return this.methods.contains(request.getMethod()) && this.paths.matches(request);
	}

}
