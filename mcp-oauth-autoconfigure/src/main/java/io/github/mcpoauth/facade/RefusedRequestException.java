package io.github.mcpoauth.facade;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.OAuthError;

/**
 * An authorization request that is not granted.
 */
final class RefusedRequestException extends Exception {

	private final OAuthError error;

	private final @Nullable String redirectUri;

	private final @Nullable String state;

	private RefusedRequestException(OAuthError error, @Nullable String redirectUri, @Nullable String state) {
		super(error.code() + ": " + error.description());
		this.error = error;
		this.redirectUri = redirectUri;
		this.state = state;
	}

	/** Where the answer would go is not known to be the client's, so it goes nowhere. */
	static RefusedRequestException toThePerson(OAuthError error) {
		return new RefusedRequestException(error, null, null);
	}

	static RefusedRequestException toTheClient(OAuthError error, String redirectUri, @Nullable String state) {
		return new RefusedRequestException(error, redirectUri, state);
	}

	OAuthError error() {
		return this.error;
	}

	@Nullable String redirectUri() {
		return this.redirectUri;
	}

	@Nullable String state() {
		return this.state;
	}

}
