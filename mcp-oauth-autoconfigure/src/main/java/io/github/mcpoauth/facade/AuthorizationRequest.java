package io.github.mcpoauth.facade;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;

/**
 * A client's authorization request, checked.
 *
 * @param clientId who asks
 * @param redirectUri where the answer goes
 * @param state what comes back with it; empty if the client sent none
 * @param codeChallenge the S256 challenge
 * @param scopes what it asks for
 * @param resource the path of the endpoint that it asks for
 */
record AuthorizationRequest(String clientId, String redirectUri, String state, String codeChallenge, Scopes scopes,
		String resource) {

	static final int FIELDS = 6;

	/**
	 * The request with those of its scopes that a person approved.
	 * @param approved the scopes, or {@code null} for none
	 */
	AuthorizationRequest narrowedTo(String @Nullable [] approved) {
		Set<String> remaining = new LinkedHashSet<>(this.scopes.asSet());
		remaining.retainAll((approved != null) ? Arrays.asList(approved) : List.of());
		return new AuthorizationRequest(this.clientId, this.redirectUri, this.state, this.codeChallenge,
				Scopes.of(remaining), this.resource);
	}

	List<String> toFields() {
		return List.of(this.clientId, this.redirectUri, this.state, this.codeChallenge, this.scopes.toString(),
				this.resource);
	}

	static AuthorizationRequest fromFields(List<String> fields) {
		return new AuthorizationRequest(fields.get(0), fields.get(1), fields.get(2), fields.get(3),
				Scopes.parse(fields.get(4)), fields.get(5));
	}

}
