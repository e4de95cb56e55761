package io.github.mcpoauth.authorizationserver.assertion;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;

/**
 * What is thrown where an assertion brings no token.
 */
final class Refusal {

	private Refusal() {
	}

	static OAuth2AuthenticationException of(String code, Check check, String description) {
		return new OAuth2AuthenticationException(new CheckedError(code, description, check));
	}

	/** Something is wrong with the assertion itself. */
	static OAuth2AuthenticationException ofAssertion(String reason) {
		return of(OAuth2ErrorCodes.INVALID_GRANT, Check.ASSERTION, "The assertion " + reason);
	}

}
