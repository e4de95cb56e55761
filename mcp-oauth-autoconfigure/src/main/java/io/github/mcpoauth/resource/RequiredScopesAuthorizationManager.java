package io.github.mcpoauth.resource;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * Lets a request pass whose token has the scopes that every request needs.
 */
final class RequiredScopesAuthorizationManager implements AuthorizationManager<RequestAuthorizationContext> {

	private final AuthorizationManager<RequestAuthorizationContext> authenticated = AuthenticatedAuthorizationManager
		.authenticated();

	private final ScopeCatalog scopes;

	private final ScopeRules rules;

	RequiredScopesAuthorizationManager(ScopeCatalog scopes, ScopeRules rules) {
		this.scopes = scopes;
		this.rules = rules;
	}

	@Override
	public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
			RequestAuthorizationContext context) {
		AuthorizationResult result = this.authenticated.authorize(authentication, context);
		Authentication caller = authentication.get();
		if (caller == null || result == null || !result.isGranted()) {
			return result;
		}
		Scopes needed = Scopes.of(this.scopes.required());
		return new ScopeDecision(this.rules.allow(caller, needed), needed, "this server");
	}

}
