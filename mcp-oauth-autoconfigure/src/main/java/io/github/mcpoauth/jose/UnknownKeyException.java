package io.github.mcpoauth.jose;

import org.springframework.security.oauth2.jwt.BadJwtException;

/**
 * A token names a key that its issuer doesn't have. Anybody can send such tokens without
 * end, so this has no stack trace, which would cost more than to find it out.
 */
final class UnknownKeyException extends BadJwtException {

	private static final long serialVersionUID = 1L;

	UnknownKeyException() {
		super("The token is not signed with a key of the issuer");
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
