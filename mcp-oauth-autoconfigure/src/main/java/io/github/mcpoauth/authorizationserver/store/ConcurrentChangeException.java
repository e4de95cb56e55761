package io.github.mcpoauth.authorizationserver.store;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * An authorization was changed or removed by another request since it was read.
 */
final class ConcurrentChangeException extends OAuth2AuthenticationException {

	ConcurrentChangeException() {
		super(new OAuth2Error(OAuth2ErrorCodes.INVALID_GRANT, "The code or token is being used by another request",
				null));
	}

}
