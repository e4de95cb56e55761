package io.github.mcpoauth.resource;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import io.github.mcpoauth.core.Check;

/**
 * Lets each caller use its own MCP sessions only. Another's is not found, as one that has
 * ended: the client then starts a session of its own. Versions of the protocol without
 * sessions (2026-07-28) are not affected.
 *
 * @see <a href=
 * "https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management">MCP
 * transports, session management</a>
 */
final class SessionBindingFilter extends OncePerRequestFilter {

	private static final String SESSION_ID = "Mcp-Session-Id";

	private final SessionBinding binding;

	SessionBindingFilter(SessionBinding binding) {
		this.binding = binding;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		CallerIdentity caller = CallerIdentity.of(SecurityContextHolder.getContext().getAuthentication());
		List<String> sent = Collections.list(request.getHeaders(SESSION_ID));
		BindingResponse bindingResponse = new BindingResponse(response, this.binding, caller);
		if (sent.isEmpty()) {
			chain.doFilter(request, bindingResponse);
			return;
		}
		String sessionId = (sent.size() == 1) ? this.binding.unbind(sent.get(0), caller) : null;
		if (sessionId == null) {
			McpEndpoints.refused(request, response, Check.SESSION);
			ChallengeWriter.write(response, HttpStatus.NOT_FOUND, null, "Session not found");
			return;
		}
		chain.doFilter(new SessionRequest(request, sessionId), bindingResponse);
	}

	/**
	 * Shows the application the identifier that it knows.
	 */
	private static final class SessionRequest extends HttpServletRequestWrapper {

		private final String sessionId;

		SessionRequest(HttpServletRequest request, String sessionId) {
			super(request);
			this.sessionId = sessionId;
		}

		@Override
		public @Nullable String getHeader(String name) {
			return SESSION_ID.equalsIgnoreCase(name) ? this.sessionId : super.getHeader(name);
		}

		@Override
		public Enumeration<String> getHeaders(String name) {
			return SESSION_ID.equalsIgnoreCase(name) ? Collections.enumeration(List.of(this.sessionId))
					: super.getHeaders(name);
		}

	}

	/**
	 * Shows the caller the bound identifier.
	 */
	private static final class BindingResponse extends HttpServletResponseWrapper {

		private final SessionBinding binding;

		private final CallerIdentity caller;

		BindingResponse(HttpServletResponse response, SessionBinding binding, CallerIdentity caller) {
			super(response);
			this.binding = binding;
			this.caller = caller;
		}

		@Override
		public void setHeader(String name, String value) {
			super.setHeader(name, bound(name, value));
		}

		@Override
		public void addHeader(String name, String value) {
			super.addHeader(name, bound(name, value));
		}

		private String bound(String name, String value) {
			return (SESSION_ID.equalsIgnoreCase(name) && value != null) ? this.binding.bind(value, this.caller) : value;
		}

	}

}
