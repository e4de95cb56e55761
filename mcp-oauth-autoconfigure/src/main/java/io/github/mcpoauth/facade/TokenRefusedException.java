package io.github.mcpoauth.facade;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.registration.UnknownClientException;
import io.github.mcpoauth.web.RefusedClient;

/**
 * A token or revocation request that is not granted.
 */
final class TokenRefusedException extends Exception {

	private final HttpStatus status;

	private final OAuthError error;

	private final @Nullable String retryAfter;

	private TokenRefusedException(HttpStatus status, OAuthError error, @Nullable String retryAfter) {
		super(error.code() + ": " + error.description());
		this.status = status;
		this.error = error;
		this.retryAfter = retryAfter;
	}

	static TokenRefusedException badRequest(OAuthError error) {
		return new TokenRefusedException(HttpStatus.BAD_REQUEST, error, null);
	}

	static TokenRefusedException invalidGrant(Check check) {
		return badRequest(new OAuthError("invalid_grant",
				"The code or refresh token is unknown, expired, used, or not this client's", check));
	}

	/** 401 makes clients register again, whose identifier a lost secret made unknown. */
	static TokenRefusedException invalidClient(OAuthError error) {
		return new TokenRefusedException(HttpStatus.UNAUTHORIZED, error, null);
	}

	static TokenRefusedException of(UnknownClientException unknown) {
		return unknown.isTemporary() ? unavailable(unknown.error(), RefusedClient.RETRY_AFTER)
				: invalidClient(unknown.error());
	}

	static TokenRefusedException unavailable(OAuthError error, String retryAfter) {
		return new TokenRefusedException(HttpStatus.SERVICE_UNAVAILABLE, error, retryAfter);
	}

	/** The provider answers, but with tokens that this server can't use. */
	static TokenRefusedException unusableToken(String reason) {
		return new TokenRefusedException(HttpStatus.BAD_GATEWAY, new OAuthError("server_error",
				"The identity provider issued a token that this server does not accept: " + reason, Check.PROVIDER),
				null);
	}

	HttpStatus status() {
		return this.status;
	}

	OAuthError error() {
		return this.error;
	}

	/** When to try again, if that is of any use. */
	@Nullable String retryAfter() {
		return this.retryAfter;
	}

}
