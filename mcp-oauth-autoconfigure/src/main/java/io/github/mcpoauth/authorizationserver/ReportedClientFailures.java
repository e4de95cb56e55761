package io.github.mcpoauth.authorizationserver;

import java.io.IOException;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

import io.github.mcpoauth.event.ClientAuthenticationFailed;
import io.github.mcpoauth.event.OAuthEventPublisher;
import io.github.mcpoauth.registration.ClaimedClientId;

/**
 * Tells of clients that are not known or can't prove who they are, and not of those that
 * ask for something else that is wrong.
 */
final class ReportedClientFailures implements AuthenticationFailureHandler {

	private final AuthenticationFailureHandler delegate;

	private final OAuthEventPublisher events;

	ReportedClientFailures(AuthenticationFailureHandler delegate, OAuthEventPublisher events) {
		this.delegate = delegate;
		this.events = events;
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException, ServletException {
		if (exception instanceof OAuth2AuthenticationException refused
				&& OAuth2ErrorCodes.INVALID_CLIENT.equals(refused.getError().getErrorCode())) {
			this.events.publish(ClientAuthenticationFailed.of(ClaimedClientId.of(request)));
		}
		this.delegate.onAuthenticationFailure(request, response, exception);
	}

}
