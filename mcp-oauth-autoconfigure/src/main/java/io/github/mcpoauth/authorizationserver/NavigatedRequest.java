package io.github.mcpoauth.authorizationserver;

import java.io.Serial;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * An authorization request that knows whether it was {@linkplain DirectNavigation opened
 * directly}.
 */
final class NavigatedRequest extends OAuth2AuthorizationCodeRequestAuthenticationToken {

	@Serial
	private static final long serialVersionUID = 1L;

	private final boolean direct;

	private NavigatedRequest(OAuth2AuthorizationCodeRequestAuthenticationToken request, boolean direct) {
		super(request.getAuthorizationUri(), request.getClientId(), (Authentication) request.getPrincipal(),
				request.getRedirectUri(), request.getState(), request.getScopes(), request.getAdditionalParameters());
		this.direct = direct;
	}

	/** Whether an authorization request was opened directly. */
	static boolean isDirect(OAuth2AuthorizationCodeRequestAuthenticationToken request) {
		return request instanceof NavigatedRequest navigated && navigated.direct;
	}

	static AuthenticationConverter wrap(AuthenticationConverter delegate) {
		return new Converter(delegate);
	}

	private record Converter(AuthenticationConverter delegate) implements AuthenticationConverter {

		@Override
		public @Nullable Authentication convert(HttpServletRequest request) {
			Authentication authentication = this.delegate.convert(request);
			return (authentication instanceof OAuth2AuthorizationCodeRequestAuthenticationToken codeRequest)
					? new NavigatedRequest(codeRequest, DirectNavigation.is(request)) : authentication;
		}

	}

}
