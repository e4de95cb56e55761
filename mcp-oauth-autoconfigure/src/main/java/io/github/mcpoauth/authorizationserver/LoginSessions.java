package io.github.mcpoauth.authorizationserver;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;

import io.github.mcpoauth.authorizationserver.user.UserNames;

/**
 * Keeps a login at an identity provider where only this chain looks. In the application's
 * own place it would open every page that is there for anybody who is logged in, and at a
 * public provider that is everybody. Local users are the application's own: their logins
 * are where it has them.
 */
final class LoginSessions implements SecurityContextRepository {

	private final HttpSessionSecurityContextRepository federated = new HttpSessionSecurityContextRepository();

	private final SecurityContextRepository local = new DelegatingSecurityContextRepository(
			new RequestAttributeSecurityContextRepository(), new HttpSessionSecurityContextRepository());

	LoginSessions() {
		this.federated.setSpringSecurityContextKey("MCP_OAUTH_FEDERATED_LOGIN");
	}

	@Override
	@SuppressWarnings("deprecation")
	public SecurityContext loadContext(
			org.springframework.security.web.context.HttpRequestResponseHolder requestResponseHolder) {
		return loadDeferredContext(requestResponseHolder.getRequest()).get();
	}

	@Override
	public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
		return this.federated.containsContext(request) ? this.federated.loadDeferredContext(request)
				: this.local.loadDeferredContext(request);
	}

	@Override
	public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
		boolean federatedLogin = context.getAuthentication() != null
				&& UserNames.upstreamOf(context.getAuthentication()) != null;
		if (federatedLogin) {
			this.federated.saveContext(context, request, response);
		}
		else {
			// Who logs in as somebody else is not the one of before any more
			this.federated.saveContext(SecurityContextHolder.createEmptyContext(), request, response);
			this.local.saveContext(context, request, response);
		}
	}

	@Override
	public boolean containsContext(HttpServletRequest request) {
		return this.federated.containsContext(request) || this.local.containsContext(request);
	}

}
