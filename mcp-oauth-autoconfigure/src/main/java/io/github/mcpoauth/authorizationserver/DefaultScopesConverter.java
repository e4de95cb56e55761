package io.github.mcpoauth.authorizationserver;

import java.util.Set;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Gives an authorization request without {@code scope} the default scopes.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.3">RFC 6749
 * section 3.3</a>
 */
final class DefaultScopesConverter implements AuthenticationConverter {

	private final AuthenticationConverter delegate;

	private final Supplier<Set<String>> defaultScopes;

	private DefaultScopesConverter(AuthenticationConverter delegate, Supplier<Set<String>> defaultScopes) {
		this.delegate = delegate;
		this.defaultScopes = defaultScopes;
	}

	static AuthenticationConverter wrap(AuthenticationConverter delegate, Supplier<Set<String>> defaultScopes) {
		return new DefaultScopesConverter(delegate, defaultScopes);
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		Authentication authentication = this.delegate.convert(request);
		if (authentication instanceof OAuth2AuthorizationCodeRequestAuthenticationToken codeRequest
				&& codeRequest.getScopes().isEmpty()) {
			return new OAuth2AuthorizationCodeRequestAuthenticationToken(codeRequest.getAuthorizationUri(),
					codeRequest.getClientId(), (Authentication) codeRequest.getPrincipal(),
					codeRequest.getRedirectUri(), codeRequest.getState(), this.defaultScopes.get(),
					codeRequest.getAdditionalParameters());
		}
		return authentication;
	}

}
