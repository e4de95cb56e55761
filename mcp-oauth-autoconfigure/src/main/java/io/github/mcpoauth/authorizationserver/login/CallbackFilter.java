package io.github.mcpoauth.authorizationserver.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;

import io.github.mcpoauth.upstream.UpstreamUnavailableException;

/**
 * The platform's callback, for which an upstream that can't be asked is a login that
 * failed and no error of the server.
 */
final class CallbackFilter extends OAuth2LoginAuthenticationFilter {

	CallbackFilter(ClientRegistrationRepository registrations, LoginTokens tokens) {
		super(registrations, tokens, LoginPaths.callbacks());
	}

	@Override
	public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response)
			throws AuthenticationException {
		try {
			return super.attemptAuthentication(request, response);
		}
		catch (UpstreamUnavailableException ex) {
			throw new AuthenticationServiceException(String.valueOf(ex.getMessage()), ex);
		}
	}

}
