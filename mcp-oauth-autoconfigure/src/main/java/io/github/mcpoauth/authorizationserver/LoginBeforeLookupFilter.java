package io.github.mcpoauth.authorizationserver;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import io.github.mcpoauth.registration.ClientIdUrl;
import io.github.mcpoauth.web.RequestPaths;

/**
 * Sends people to the login page before the document of a client is fetched: otherwise
 * anybody could have this server fetch what they like without being a user.
 */
final class LoginBeforeLookupFilter extends OncePerRequestFilter {

	private final LoginFlow login;

	private final AuthenticatedAuthorizationManager<HttpServletRequest> loggedIn = AuthenticatedAuthorizationManager
		.authenticated();

	LoginBeforeLookupFilter(LoginFlow login) {
		this.login = login;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String clientId = request.getParameter("client_id");
		boolean needsDocument = RequestPaths.of(request).equals(EndpointPaths.AUTHORIZE) && clientId != null
				&& ClientIdUrl.isMeantBy(clientId);
		if (needsDocument && !isLoggedIn(request)) {
			this.login.requestCache().saveRequest(request, response);
			this.login.commence(request, response, new InsufficientAuthenticationException("not logged in"));
			return;
		}
		chain.doFilter(request, response);
	}

	private boolean isLoggedIn(HttpServletRequest request) {
		return this.loggedIn.authorize(() -> SecurityContextHolder.getContext().getAuthentication(), request)
			.isGranted();
	}

}
