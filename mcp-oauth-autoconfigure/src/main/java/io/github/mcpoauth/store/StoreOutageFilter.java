package io.github.mcpoauth.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.OccasionalWarning;
import io.github.mcpoauth.web.JsonResponse;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ProtocolEndpoint;
import io.github.mcpoauth.web.ProtocolError;
import io.github.mcpoauth.web.RequestPaths;

/**
 * Answers 503 while the store is out of reach. A 400 or a 401 would make clients throw
 * their tokens away.
 */
public final class StoreOutageFilter extends OncePerRequestFilter {

	private static final Log logger = LogFactory.getLog(StoreOutageFilter.class);

	private static final String RETRY_AFTER_SECONDS = "10";

	private static final OAuthError ERROR = new OAuthError("temporarily_unavailable",
			"The storage can't be reached; try again", Check.STORE);

	private static final MessagePage MESSAGE = new MessagePage("Please try again",
			"This server can't reach its storage at the moment. Nothing has been shared.",
			"Wait a minute, go back to the application and connect again.");

	private final Map<String, ProtocolEndpoint> endpoints;

	/** During an outage all requests come here. */
	private final OccasionalWarning unavailable = new OccasionalWarning(logger::warn, logger::debug,
			Duration.ofMinutes(1));

	/**
	 * Makes a filter. What is behind it may throw {@link StoreUnavailableException}.
	 * @param endpoints the endpoints that show errors as pages, by path; all others
	 * answer with JSON
	 */
	public StoreOutageFilter(Map<String, ProtocolEndpoint> endpoints) {
		this.endpoints = Map.copyOf(endpoints);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (StoreUnavailableException ex) {
			this.unavailable.log(String.valueOf(ex.getMessage()));
			if (!response.isCommitted()) {
				// Not its headers: browsers show an answer to programs only with those of
				// CORS
				response.resetBuffer();
				response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
				write(request, response);
			}
		}
	}

	private void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
		ProtocolEndpoint endpoint = this.endpoints.get(RequestPaths.of(request));
		if (endpoint != null && endpoint.isPage()) {
			ProtocolError.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, ERROR, MESSAGE);
		}
		else {
			JsonResponse.write(response, HttpStatus.SERVICE_UNAVAILABLE, ERROR);
		}
	}

}
