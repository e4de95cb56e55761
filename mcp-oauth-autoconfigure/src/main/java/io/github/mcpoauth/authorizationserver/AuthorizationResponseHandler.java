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
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

import io.github.mcpoauth.web.AuthorizationResponse;
import io.github.mcpoauth.web.RefusedClient;

/**
 * Answers authorization requests: to the client where its redirect URI is known to be its
 * own, and to the person in front of the browser otherwise.
 */
final class AuthorizationResponseHandler implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

	private final String issuer;

	private final RegisteredClientRepository clients;

	AuthorizationResponseHandler(String issuer, RegisteredClientRepository clients) {
		this.issuer = issuer;
		this.clients = clients;
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
		OAuth2AuthenticationException refused = (OAuth2AuthenticationException) exception;
		OAuth2AuthorizationCodeRequestAuthenticationToken asked = answerable(refused);
		String redirectUri = (asked != null) ? asked.getRedirectUri() : null;
		if (asked == null || redirectUri == null) {
			RefusedClient.write(request, response, ErrorDescriptions.describe(refused));
			return;
		}
		try {
			checkRedirectUri(asked);
		}
		catch (OAuth2AuthenticationException ex) {
			RefusedClient.write(request, response, ErrorDescriptions.describe(ex));
			return;
		}
		new AuthorizationResponse(redirectUri, this.issuer, asked.getState()).with(ErrorDescriptions.describe(refused))
			.send(request, response);
	}

	private static @Nullable OAuth2AuthorizationCodeRequestAuthenticationToken answerable(
			OAuth2AuthenticationException exception) {
		return (exception instanceof OAuth2AuthorizationCodeRequestAuthenticationException failure)
				? failure.getAuthorizationCodeRequestAuthentication() : null;
	}

	/**
	 * What refuses a request may not have looked at its redirect URI before, as
	 * {@link ParameterCheckingConverter}, which does not know the client.
	 */
	private void checkRedirectUri(OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
		RegisteredClient client = this.clients.findByClientId(asked.getClientId());
		if (client == null) {
			throw new OAuth2AuthenticationException(ErrorDescriptions.unknownClient());
		}
		AuthorizationRequestValidator.checkRedirectUri(asked, client);
	}

}
