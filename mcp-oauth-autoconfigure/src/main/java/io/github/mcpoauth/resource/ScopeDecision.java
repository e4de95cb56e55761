package io.github.mcpoauth.resource;

import org.springframework.security.authorization.AuthorizationDecision;

import io.github.mcpoauth.core.Scopes;

/**
 * A decision on scopes that remembers what was needed, for the challenge.
 */
final class ScopeDecision extends AuthorizationDecision {

	private final transient Scopes needed;

	ScopeDecision(boolean granted, Scopes needed) {
		super(granted);
		this.needed = needed;
	}

	Scopes needed() {
		return this.needed;
	}

}
