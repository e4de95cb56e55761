package io.github.mcpoauth.resource;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;

/**
 * A token that is refused for what it is. Without a stack trace: it is no fault of this
 * program, where it was found out says nothing, and whoever wants to keep a server busy
 * would have one made with each request.
 */
final class RefusedTokenException extends OAuth2AuthenticationException {

	private static final long serialVersionUID = 1L;

	RefusedTokenException(BearerTokenError error, Throwable cause) {
		super(error, cause);
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		return this;
	}

}
