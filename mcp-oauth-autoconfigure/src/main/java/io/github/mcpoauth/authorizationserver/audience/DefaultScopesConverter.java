package io.github.mcpoauth.authorizationserver.audience;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Gives an authorization request without {@code scope} those that its resource has a
 * login ask for.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.3">RFC 6749
 * section 3.3</a>
 */
final class DefaultScopesConverter implements AuthenticationConverter {

	private final AuthenticationConverter delegate;

	private final ResourceIndicators resources;

	private DefaultScopesConverter(AuthenticationConverter delegate, ResourceIndicators resources) {
		this.delegate = delegate;
		this.resources = resources;
	}

	static AuthenticationConverter wrap(AuthenticationConverter delegate, ResourceIndicators resources) {
		return new DefaultScopesConverter(delegate, resources);
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		Authentication authentication = this.delegate.convert(request);
		if (authentication instanceof OAuth2AuthorizationCodeRequestAuthenticationToken codeRequest
				&& codeRequest.getScopes().isEmpty()) {
			TargetResource resource = this.resources
				.requested(codeRequest.getAdditionalParameters().get(ResourceIndicators.PARAMETER));
			if (resource == null) {
				// Refused where all of the request is checked
				return authentication;
			}
			return new OAuth2AuthorizationCodeRequestAuthenticationToken(codeRequest.getAuthorizationUri(),
					codeRequest.getClientId(), (Authentication) codeRequest.getPrincipal(),
					codeRequest.getRedirectUri(), codeRequest.getState(), resource.scopes().requestedAtLogin(),
					codeRequest.getAdditionalParameters());
		}
		return authentication;
	}

}
