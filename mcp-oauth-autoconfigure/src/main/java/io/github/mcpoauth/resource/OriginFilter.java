package io.github.mcpoauth.resource;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests of foreign web pages with 403. A request without an {@code Origin}
 * comes from no web page, or from a page of the same origin.
 */
final class OriginFilter extends OncePerRequestFilter {

	private final McpEndpoints endpoints;

	OriginFilter(McpEndpoints endpoints) {
		this.endpoints = endpoints;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		McpEndpoint endpoint = this.endpoints.of(request);
		AllowedOrigins allowed = endpoint.allowedOrigins();
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		String host = request.getHeader(HttpHeaders.HOST);
		if (origin != null && !allowed.allows(origin)) {
			endpoint.challenged(response, ChallengeReason.FOREIGN_ORIGIN);
			ChallengeWriter.write(response, HttpStatus.FORBIDDEN, null,
					"Forbidden: this origin may not call this server");
		}
		else if (host != null && !allowed.allowsHost(host)) {
			endpoint.challenged(response, ChallengeReason.FOREIGN_HOST);
			ChallengeWriter.write(response, HttpStatus.FORBIDDEN, null,
					"Forbidden: this server is for its own machine only; set mcp.oauth.base-url to serve others");
		}
		else {
			chain.doFilter(request, response);
		}
	}

}
