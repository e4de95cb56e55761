package io.github.mcpoauth.registration;

import java.io.Serial;

import io.github.mcpoauth.core.OAuthError;

/**
 * A registration request that is refused.
 */
final class ClientRegistrationException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient OAuthError error;

	ClientRegistrationException(OAuthError error) {
		super(error.description());
		this.error = error;
	}

	OAuthError error() {
		return this.error;
	}

}
