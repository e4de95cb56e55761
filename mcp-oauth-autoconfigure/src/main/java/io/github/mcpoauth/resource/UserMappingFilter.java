package io.github.mcpoauth.resource;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Puts the application's own user beside the authentication of callers that were let in.
 * When the user can't be had the answer is 503: the token is not to blame, and a 401
 * would send every client through login again.
 */
final class UserMappingFilter extends OncePerRequestFilter {

	private final UserMapping mapping;

	/** For requests that are dispatched once more, on another thread. */
	private final RequestAttributeSecurityContextRepository dispatches = new RequestAttributeSecurityContextRepository();

	UserMappingFilter(UserMapping mapping) {
		this.mapping = mapping;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller != null && Caller.of(caller).tokenKind() != Caller.TokenKind.NONE) {
			Object user = find(caller);
			if (user == null) {
				McpEndpoints.challenged(request, response, ChallengeReason.UNAVAILABLE);
				ChallengeWriter.writeUnavailable(response, "The user can't be looked up at the moment; try again");
				return;
			}
			SecurityContext context = new UserSecurityContext(caller, user);
			SecurityContextHolder.setContext(context);
			this.dispatches.saveContext(context, request, response);
		}
		chain.doFilter(request, response);
	}

	private @Nullable Object find(Authentication caller) {
		try {
			return this.mapping.userOf(caller);
		}
		catch (AccessDeniedException ex) {
			throw ex;
		}
		catch (RuntimeException ex) { // of the application's own mapper
			this.logger.error("The UserMapper failed", ex);
			return null;
		}
	}

}
