package io.github.mcpoauth.web;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;
import org.springframework.web.filter.OncePerRequestFilter;

import io.github.mcpoauth.core.Sha256;

/**
 * Counts the requests of an address, and those of each client there, before anybody acts
 * on them.
 */
public final class RequestLimitFilter extends OncePerRequestFilter {

	private static final Log logger = LogFactory.getLog(RequestLimitFilter.class);

	private final RateLimiter limiter;

	private final List<LimitedRequests> limited;

	/**
	 * Makes a filter.
	 * @param limiter counts
	 * @param limited what is counted; a request counts for the first that it is one of
	 */
	public RequestLimitFilter(RateLimiter limiter, List<LimitedRequests> limited) {
		this.limiter = limiter;
		this.limited = List.copyOf(limited);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		for (LimitedRequests requests : this.limited) {
			if (requests.contain(request)) {
				if (isWithin(requests, request, response)) {
					chain.doFilter(request, response);
				}
				return;
			}
		}
		chain.doFilter(request, response);
	}

	private boolean isWithin(LimitedRequests requests, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		String address = ClientAddress.of(request);
		if (requests.perAddress() != null) {
			Optional<Duration> wait = this.limiter.take(requests.perAddress(), address);
			if (wait.isPresent()) {
				refuse(requests, request, response, wait.get(), "Too many " + requests.what());
				return false;
			}
		}
		String client = (requests.perClient() != null) ? NamedClient.of(request) : null;
		if (requests.perClient() != null && client != null) {
			Optional<Duration> wait = this.limiter.take(requests.perClient(), address + " " + Sha256.base64(client));
			if (wait.isPresent()) {
				refuse(requests, request, response, wait.get(), "Too many " + requests.what() + " of this client");
				return false;
			}
		}
		return true;
	}

	private static void refuse(LimitedRequests requests, HttpServletRequest request, HttpServletResponse response,
			Duration wait, String what) throws IOException {
		logger.debug(LogMessage.format("%s from %s; the next one is let through in %s", what, ClientAddress.of(request),
				wait));
		if (requests.page()) {
			RateLimitedResponse.show(request, response, wait, what);
		}
		else {
			RateLimitedResponse.write(response, wait, what);
		}
	}

}
