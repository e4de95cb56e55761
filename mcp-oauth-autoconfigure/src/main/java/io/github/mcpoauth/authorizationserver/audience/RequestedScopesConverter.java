package io.github.mcpoauth.authorizationserver.audience;

import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.scope.ScopeCatalog;

/**
 * Leaves out the scopes of OpenID Connect that an authorization request names and its
 * resource does not have: many clients ask for {@code offline_access} by habit, whatever
 * the metadata says, and would get no further than an error. A request that is left
 * without any scope gets those that its resource has a login ask for.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.3">RFC 6749
 * section 3.3</a>
 */
final class RequestedScopesConverter implements AuthenticationConverter {

	private final AuthenticationConverter delegate;

	private final ResourceIndicators resources;

	private RequestedScopesConverter(AuthenticationConverter delegate, ResourceIndicators resources) {
		this.delegate = delegate;
		this.resources = resources;
	}

	static AuthenticationConverter wrap(AuthenticationConverter delegate, ResourceIndicators resources) {
		return new RequestedScopesConverter(delegate, resources);
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		Authentication authentication = this.delegate.convert(request);
		if (authentication instanceof OAuth2AuthorizationCodeRequestAuthenticationToken codeRequest) {
			TargetResource resource = this.resources
				.requested(codeRequest.getAdditionalParameters().get(ResourceIndicators.PARAMETER));
			if (resource != null) {
				return withScopes(codeRequest, scopes(codeRequest.getScopes(), resource.scopes()));
			}
			// Else refused where all of the request is checked
		}
		return authentication;
	}

	private static Set<String> scopes(Set<String> requested, ScopeCatalog catalog) {
		Set<String> scopes = new LinkedHashSet<>(requested);
		scopes.removeIf((scope) -> Scopes.isOpenId(scope) && !catalog.supported().contains(scope));
		return scopes.isEmpty() ? catalog.requestedAtLogin() : scopes;
	}

	private static Authentication withScopes(OAuth2AuthorizationCodeRequestAuthenticationToken request,
			Set<String> scopes) {
		return new OAuth2AuthorizationCodeRequestAuthenticationToken(request.getAuthorizationUri(),
				request.getClientId(), (Authentication) request.getPrincipal(), request.getRedirectUri(),
				request.getState(), scopes, request.getAdditionalParameters());
	}

}
