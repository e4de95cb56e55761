package io.github.mcpoauth.resource;

import java.io.Serial;

import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * A key that came in the header for API keys, and can't be anything else.
 */
final class ApiKeyToken extends BearerTokenAuthenticationToken {

	@Serial
	private static final long serialVersionUID = 1L;

	ApiKeyToken(String key) {
		super(key);
	}

}
