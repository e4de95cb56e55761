package io.github.mcpoauth.sample.client;

import com.nimbusds.oauth2.sdk.Scope;

/**
 * Which scopes to ask for.
 */
final class Scopes {

	/** A server that never has enough would keep the user busy with consent. */
	static final int MAX_STEP_UPS = 3;

	private final Scope requested;

	private int stepUps;

	private Scopes(Scope requested) {
		this.requested = requested;
	}

	/**
	 * The first time: what the challenge names, else what the metadata names, else
	 * nothing.
	 */
	static Scopes first(Challenge challenge, ProtectedResource resource, AuthorizationServer server) {
		Scope scope = new Scope(challenge.scope().isEmpty() ? resource.scopes() : challenge.scope());
		if (server.offersOfflineAccess()) {
			// Where there is this scope, there is no refresh token without it
			scope.add("offline_access");
		}
		return new Scopes(scope);
	}

	static Scopes of(Scope chosen) {
		return new Scopes(new Scope(chosen));
	}

	/**
	 * From then on: what was asked for so far and what the challenge names. The new token
	 * takes the place of the old one, and must not be good for less.
	 */
	void stepUp(Challenge challenge) {
		if (!challenge.isInsufficientScope() || challenge.scope().isEmpty()) {
			throw new ClientFailure("The refusal names no scopes to ask for: " + challenge.parameters());
		}
		if (this.stepUps == MAX_STEP_UPS) {
			throw new ClientFailure("Still refused after asking for more scopes %d times".formatted(this.stepUps));
		}
		this.stepUps++;
		this.requested.addAll(challenge.scope());
	}

	Scope requested() {
		return new Scope(this.requested);
	}

}
