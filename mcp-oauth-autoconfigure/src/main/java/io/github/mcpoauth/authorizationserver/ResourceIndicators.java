package io.github.mcpoauth.authorizationserver;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2Error;

import io.github.mcpoauth.core.ResourceIdentifier;

/**
 * Which {@code resource} a client may ask a token for. Clients of MCP 2025-03-26 don't
 * send the parameter and get a token for the one resource there is.
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

	ResourceIdentifier resource() {
		return this.resource;
	}

	/**
	 * Checks the parameter.
	 * @param values its value, several of them, or {@code null} if it is absent
	 * @return what is wrong, or {@code null} if nothing is
	 */
	@Nullable OAuth2Error check(@Nullable Object values) {
		if (values == null || (values instanceof String value && this.resource.isRequestedBy(value))) {
			return null;
		}
		return new OAuth2Error("invalid_target", "The resource of this server is " + this.resource, ERROR_URI);
	}

}
