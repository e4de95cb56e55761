package io.github.mcpoauth.authorizationserver;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AccessTokenResponseAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

import io.github.mcpoauth.registration.ClientActivity;

/**
 * Answers a token request as the platform does, and notes that the client is in use.
 */
final class TokenResponseHandler implements AuthenticationSuccessHandler {

	private final AuthenticationSuccessHandler platform = new OAuth2AccessTokenResponseAuthenticationSuccessHandler();

	private final ClientActivity activity;

	TokenResponseHandler(ClientActivity activity) {
		this.activity = activity;
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException, ServletException {
		if (authentication instanceof OAuth2AccessTokenAuthenticationToken token) {
			this.activity.used(token.getRegisteredClient().getClientId());
		}
		this.platform.onAuthenticationSuccess(request, response, authentication);
	}

}
