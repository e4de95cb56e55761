package io.github.mcpoauth.facade;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.core.ResourceIdentifier;

/**
 * The {@code resource} of a request. Clients of MCP 2025-03-26 don't send it and get a
 * token for the one resource there is.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8707#section-2">RFC 8707 section
 * 2</a>
 */
final class ResourceParameter {

	static final String NAME = "resource";

	private ResourceParameter() {
	}

	/**
	 * Checks the parameter.
	 * @return what is wrong, or {@code null} if nothing is
	 */
	static @Nullable OAuthError check(HttpServletRequest request, ResourceIdentifier resource) {
		String[] values = request.getParameterValues(NAME);
		if (values == null || (values.length == 1 && resource.isRequestedBy(values[0]))) {
			return null;
		}
		return OAuthError.invalidTarget("The resource of this server is " + resource);
	}

}
