package io.github.mcpoauth.authorizationserver.audience;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Checks the {@code resource} of a token request before anything is consumed, so a wrong
 * one costs the client neither its code nor its refresh token.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8707#section-2.2">RFC 8707
 * section 2.2</a>
 */
final class ResourceCheckingConverter implements AuthenticationConverter {

	private final AuthenticationConverter delegate;

	private final ResourceIndicators resourceIndicators;

	ResourceCheckingConverter(AuthenticationConverter delegate, ResourceIndicators resourceIndicators) {
		this.delegate = delegate;
		this.resourceIndicators = resourceIndicators;
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		Authentication authentication = this.delegate.convert(request);
		if (authentication != null) {
			OAuth2Error error = this.resourceIndicators.check(request.getParameterValues(ResourceIndicators.PARAMETER));
			if (error != null) {
				throw new OAuth2AuthenticationException(error);
			}
		}
		return authentication;
	}

}
