package io.github.mcpoauth.authorizationserver.assertion;

import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.util.StringUtils;

import io.github.mcpoauth.authorizationserver.audience.ResourceIndicators;
import io.github.mcpoauth.authorizationserver.error.CheckedError;
import io.github.mcpoauth.core.Check;

/**
 * Reads a token request with an assertion.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7523#section-2.1">RFC 7523
 * section 2.1</a>
 */
final class AssertionGrantConverter implements AuthenticationConverter {

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		if (!AuthorizationGrantType.JWT_BEARER.getValue()
			.equals(request.getParameter(OAuth2ParameterNames.GRANT_TYPE))) {
			return null;
		}
		Authentication client = SecurityContextHolder.getContext().getAuthentication();
		String assertion = request.getParameter(OAuth2ParameterNames.ASSERTION);
		if (client == null || !StringUtils.hasText(assertion)) {
			throw new OAuth2AuthenticationException(
					new CheckedError(OAuth2ErrorCodes.INVALID_REQUEST, "The assertion is missing", Check.ASSERTION));
		}
		Map<String, Object> parameters = new HashMap<>();
		String[] resources = request.getParameterValues(ResourceIndicators.PARAMETER);
		if (resources != null) {
			parameters.put(ResourceIndicators.PARAMETER, resources);
		}
		String scope = request.getParameter(OAuth2ParameterNames.SCOPE);
		if (scope != null) {
			parameters.put(OAuth2ParameterNames.SCOPE, scope);
		}
		return new AssertionGrantToken(client, assertion, parameters);
	}

}
