package io.github.mcpoauth.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

import io.github.mcpoauth.core.Sha256;

/**
 * Counts how often an address brings a wrong secret or token for one client, and stops to
 * look at more of them. For each client apart: many users of a client in the cloud share
 * an address, and must not suffer from one whose client is unknown.
 */
public final class FailureLimitFilter extends OncePerRequestFilter {

	private final RateLimiter limiter;

	private final RateLimit limit;

	private final DispatchedPathMatcher paths;

	/**
	 * Makes a filter.
	 * @param limiter counts
	 * @param limit how many failures there may be
	 * @param paths where clients authenticate
	 */
	public FailureLimitFilter(RateLimiter limiter, RateLimit limit, DispatchedPathMatcher paths) {
		this.limiter = limiter;
		this.limit = limit;
		this.paths = paths;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.paths.matches(request) || !authenticates(request)) {
			chain.doFilter(request, response);
			return;
		}
		String key = ClientAddress.of(request) + " " + Sha256.base64(client(request));
		Optional<Duration> wait = this.limiter.peek(this.limit, key);
		if (wait.isPresent()) {
			RateLimitedResponse.write(response, wait.get(), "Too many failed authentications of this client");
			return;
		}
		chain.doFilter(request, response);
		if (response.getStatus() == HttpStatus.UNAUTHORIZED.value()
				|| response.getStatus() == HttpStatus.FORBIDDEN.value()) {
			this.limiter.take(this.limit, key);
		}
	}

	private static boolean authenticates(HttpServletRequest request) {
		return request.getHeader(HttpHeaders.AUTHORIZATION) != null
				|| ReadableParameters.get(request, "client_secret") != null
				|| ReadableParameters.get(request, "client_assertion") != null;
	}

	/** As which client, or at the registration of which. */
	private static String client(HttpServletRequest request) {
		String client = NamedClient.of(request);
		return (client != null) ? client : RequestPaths.of(request);
	}

}
