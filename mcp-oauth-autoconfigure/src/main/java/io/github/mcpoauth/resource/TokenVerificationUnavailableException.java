package io.github.mcpoauth.resource;

import java.io.Serial;

import org.springframework.security.core.AuthenticationException;

/**
 * A token could not be verified for a reason that is not the token's. Not an
 * {@code AuthenticationServiceException}, because the platform's filter rethrows that one
 * and the caller would get a 500.
 */
final class TokenVerificationUnavailableException extends AuthenticationException {

	@Serial
	private static final long serialVersionUID = 1L;

	TokenVerificationUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}

}
