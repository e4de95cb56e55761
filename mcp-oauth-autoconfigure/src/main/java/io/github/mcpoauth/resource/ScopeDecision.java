package io.github.mcpoauth.resource;

import org.springframework.security.authorization.AuthorizationDecision;

import io.github.mcpoauth.core.Scopes;

/**
 * A decision on scopes that remembers what was needed and by what, for the challenge.
 */
final class ScopeDecision extends AuthorizationDecision {

	private final transient Scopes needed;

	private final String operation;

	ScopeDecision(boolean granted, Scopes needed, String operation) {
		super(granted);
		this.needed = needed;
		this.operation = operation;
	}

	Scopes needed() {
		return this.needed;
	}

	String operation() {
		return this.operation;
	}

	/**
	 * Says to a person what is missing.
	 */
	String description() {
		return "Scopes needed for " + this.operation + ": " + this.needed;
	}

}
