package io.github.mcpoauth.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts the POST requests of an address to some paths, before anything of them is read.
 */
public final class RequestLimitFilter extends OncePerRequestFilter {

	private final RateLimiter limiter;

	private final RateLimit limit;

	private final DispatchedPathMatcher paths;

	/**
	 * Makes a filter.
	 * @param limiter counts
	 * @param limit how many requests there may be
	 * @param paths what is counted
	 */
	public RequestLimitFilter(RateLimiter limiter, RateLimit limit, DispatchedPathMatcher paths) {
		this.limiter = limiter;
		this.limit = limit;
		this.paths = paths;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<Duration> wait = HttpMethod.POST.matches(request.getMethod()) && this.paths.matches(request)
				? this.limiter.take(this.limit, ClientAddress.of(request)) : Optional.empty();
		if (wait.isPresent()) {
			RateLimitedResponse.write(response, wait.get(), "Too many requests");
			return;
		}
		chain.doFilter(request, response);
	}

}
