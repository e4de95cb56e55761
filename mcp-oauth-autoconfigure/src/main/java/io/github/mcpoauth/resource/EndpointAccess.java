package io.github.mcpoauth.resource;

import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * Who may call the MCP endpoint.
 */
public enum EndpointAccess {

	/** Callers with a token that has the required scopes. */
	PROTECTED {

		@Override
		AuthorizationManager<RequestAuthorizationContext> authorizing(ScopeCatalog scopes, ScopeRules rules) {
			return new RequiredScopesAuthorizationManager(scopes, rules);
		}

	},

	/**
	 * Everybody. Whoever sends a token all the same is held to it: it must be valid and
	 * have the required scopes.
	 */
	OPEN {

		@Override
		AuthorizationManager<RequestAuthorizationContext> authorizing(ScopeCatalog scopes, ScopeRules rules) {
			return new OptionalTokenAuthorizationManager(new RequiredScopesAuthorizationManager(scopes, rules));
		}

	};

	abstract AuthorizationManager<RequestAuthorizationContext> authorizing(ScopeCatalog scopes, ScopeRules rules);

}
