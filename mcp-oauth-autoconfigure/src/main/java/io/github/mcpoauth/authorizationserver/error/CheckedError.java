package io.github.mcpoauth.authorizationserver.error;

import java.io.Serial;

import org.springframework.security.oauth2.core.OAuth2Error;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;

/**
 * An error that the platform passes on to the error handlers of its endpoints, with the
 * check that found it.
 */
public final class CheckedError extends OAuth2Error {

	@Serial
	private static final long serialVersionUID = 1L;

	private final Check check;

	/**
	 * Makes an error.
	 * @param code its code
	 * @param description what was wrong and what would be right
	 * @param check what found it
	 */
	public CheckedError(String code, String description, Check check) {
		super(code, description, null);
		this.check = check;
	}

	/**
	 * Makes the same error for the platform.
	 * @param error the error
	 */
	public CheckedError(OAuthError error) {
		this(error.code(), error.description(), error.check());
	}

	/**
	 * What found the error.
	 * @return the check
	 */
	public Check check() {
		return this.check;
	}

}
