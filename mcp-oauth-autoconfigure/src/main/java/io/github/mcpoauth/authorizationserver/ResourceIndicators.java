package io.github.mcpoauth.authorizationserver;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2Error;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.ResourceIdentifier;

/**
 * Which {@code resource} a client may ask a token for, in the platform's words.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8707#section-2">RFC 8707 section
 * 2</a>
 */
final class ResourceIndicators {

	static final String PARAMETER = "resource";

	private static final String ERROR_URI = "https://datatracker.ietf.org/doc/html/rfc8707#section-2";

	private final ResourceIdentifier resource;

	ResourceIndicators(ResourceIdentifier resource) {
		this.resource = resource;
	}

	/**
	 * Checks the parameter.
	 * @param values its value, several of them, or {@code null} if it is absent
	 * @return what is wrong, or {@code null} if nothing is
	 */
	@Nullable OAuth2Error check(@Nullable Object values) {
		OAuthError error = this.resource
			.checkRequested((values instanceof String value) ? new String[] { value } : (String[]) values);
		return (error != null) ? new OAuth2Error(error.code(), error.description(), ERROR_URI) : null;
	}

}
