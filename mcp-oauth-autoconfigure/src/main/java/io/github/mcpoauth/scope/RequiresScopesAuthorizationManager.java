package io.github.mcpoauth.scope;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

import io.github.mcpoauth.core.Scopes;

/**
 * Decides on calls of methods with {@link RequiresScopes}.
 */
final class RequiresScopesAuthorizationManager implements AuthorizationManager<MethodInvocation> {

	private final Supplier<ScopeHierarchy> hierarchy;

	RequiresScopesAuthorizationManager(Supplier<ScopeHierarchy> hierarchy) {
		this.hierarchy = hierarchy;
	}

	@Override
	public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> authentication,
			MethodInvocation invocation) {
		Authentication caller = authentication.get();
		Object target = invocation.getThis();
		Method method = invocation.getMethod();
		Scopes needed = ScopedMethod.scopes(method, (target != null) ? target.getClass() : method.getDeclaringClass());
		Set<String> granted = (caller != null && caller.isAuthenticated())
				? ScopeAuthorities.scopes(caller.getAuthorities()) : Set.of();
		return new AuthorizationDecision(this.hierarchy.get().covers(granted, needed.asSet()));
	}

}
