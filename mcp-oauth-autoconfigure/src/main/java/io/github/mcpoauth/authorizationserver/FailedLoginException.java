package io.github.mcpoauth.authorizationserver;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.AuthenticationException;

import io.github.mcpoauth.core.OAuthError;

/**
 * A login at an identity provider came to nothing.
 */
public final class FailedLoginException extends AuthenticationException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient OAuthError error;

	private final transient FederatedLogins.@Nullable Choice choice;

	/**
	 * Says what failed.
	 * @param error what to tell the client: {@code access_denied} if it was the user's
	 * wish, {@code temporarily_unavailable} if it may go better soon,
	 * {@code server_error} if not, and {@code invalid_request} if there is no login that
	 * could have failed, so that nobody is to be told
	 * @param choice where the login was, or {@code null} if that is not known
	 * @param cause what happened, or {@code null}
	 */
	public FailedLoginException(OAuthError error, FederatedLogins.@Nullable Choice choice, @Nullable Throwable cause) {
		super(error.code() + ": " + error.description());
		if (cause != null) {
			initCause(cause);
		}
		this.error = error;
		this.choice = choice;
	}

	OAuthError error() {
		return this.error;
	}

	FederatedLogins.@Nullable Choice choice() {
		return this.choice;
	}

}
