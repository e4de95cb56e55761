package io.github.mcpoauth.authorizationserver.assertion;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * What is thrown where an assertion brings no token.
 */
final class Refusal {

	private Refusal() {
	}

	static OAuth2AuthenticationException of(String code, String description) {
		return new OAuth2AuthenticationException(new OAuth2Error(code, description, null));
	}

	/** Something is wrong with the assertion itself. */
	static OAuth2AuthenticationException ofAssertion(String reason) {
		return of(OAuth2ErrorCodes.INVALID_GRANT, "The assertion " + reason);
	}

}
