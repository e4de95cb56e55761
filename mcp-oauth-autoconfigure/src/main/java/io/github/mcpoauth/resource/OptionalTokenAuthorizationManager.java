package io.github.mcpoauth.resource;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Lets callers without a token pass, and leaves the decision on all others to another.
 */
final class OptionalTokenAuthorizationManager implements AuthorizationManager<RequestAuthorizationContext> {

	private final AuthorizationManager<RequestAuthorizationContext> withToken;

	OptionalTokenAuthorizationManager(AuthorizationManager<RequestAuthorizationContext> withToken) {
		this.withToken = withToken;
	}

	@Override
	public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
			RequestAuthorizationContext context) {
		return (authentication.get() instanceof AnonymousAuthenticationToken) ? new AuthorizationDecision(true)
				: this.withToken.authorize(authentication, context);
	}

}
