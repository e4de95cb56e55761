package io.github.mcpoauth.authorizationserver;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.web.AuthorizationResponse;
import io.github.mcpoauth.web.RefusedClient;

/**
 * Answers authorization requests: to the client where its redirect URI is known to be its
 * own, and to the person in front of the browser otherwise.
 */
final class AuthorizationResponseHandler implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

	private final String issuer;

	AuthorizationResponseHandler(String issuer) {
		this.issuer = issuer;
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) {
		OAuth2AuthorizationCodeRequestAuthenticationToken result = (OAuth2AuthorizationCodeRequestAuthenticationToken) authentication;
		String redirectUri = result.getRedirectUri();
		if (redirectUri == null || result.getAuthorizationCode() == null) {
			throw new IllegalStateException("A granted authorization request has a redirect URI and a code");
		}
		new AuthorizationResponse(redirectUri, this.issuer, result.getState())
			.with("code", result.getAuthorizationCode().getTokenValue())
			.send(request, response);
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException {
		OAuthError error = ErrorDescriptions.describe((OAuth2AuthenticationException) exception);
		OAuth2AuthorizationCodeRequestAuthenticationToken refused = refusedRequest(exception);
		String redirectUri = (refused != null) ? refused.getRedirectUri() : null;
		if (refused != null && redirectUri != null) {
			new AuthorizationResponse(redirectUri, this.issuer, refused.getState()).with(error).send(request, response);
			return;
		}
		RefusedClient.write(request, response, error);
	}

	private static @Nullable OAuth2AuthorizationCodeRequestAuthenticationToken refusedRequest(
			AuthenticationException exception) {
		return (exception instanceof OAuth2AuthorizationCodeRequestAuthenticationException failure)
				? failure.getAuthorizationCodeRequestAuthentication() : null;
	}

}
