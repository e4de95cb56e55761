package io.github.mcpoauth.facade;

import org.springframework.http.HttpStatus;

import io.github.mcpoauth.core.OAuthError;

/**
 * A token or revocation request that is not granted.
 */
final class TokenRefusedException extends Exception {

	private final HttpStatus status;

	private final OAuthError error;

	private TokenRefusedException(HttpStatus status, OAuthError error) {
		super(error.code() + ": " + error.description());
		this.status = status;
		this.error = error;
	}

	static TokenRefusedException badRequest(OAuthError error) {
		return new TokenRefusedException(HttpStatus.BAD_REQUEST, error);
	}

	static TokenRefusedException invalidGrant() {
		return badRequest(new OAuthError("invalid_grant",
				"The code or refresh token is unknown, expired, used, or not this client's"));
	}

	/** 401 makes clients register again, whose identifier a lost secret made unknown. */
	static TokenRefusedException unknownClient() {
		return new TokenRefusedException(HttpStatus.UNAUTHORIZED,
				OAuthError.invalidClient("The client is not known here; register again"));
	}

	static TokenRefusedException unavailable(OAuthError error) {
		return new TokenRefusedException(HttpStatus.SERVICE_UNAVAILABLE, error);
	}

	/** The provider answers, but with tokens that this server can't use. */
	static TokenRefusedException unusableToken(String reason) {
		return new TokenRefusedException(HttpStatus.BAD_GATEWAY, new OAuthError("server_error",
				"The identity provider issued a token that this server does not accept: " + reason));
	}

	HttpStatus status() {
		return this.status;
	}

	OAuthError error() {
		return this.error;
	}

}
