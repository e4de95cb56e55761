package io.github.mcpoauth.authorizationserver;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.web.MessagePage;
import io.github.mcpoauth.web.ProtocolError;

/**
 * Answers a form without a valid CSRF token: most often the page was open for longer than
 * the session, sometimes another site made the browser send it.
 */
final class ExpiredPageHandler implements AccessDeniedHandler {

	private static final MessagePage EXPIRED = new MessagePage("This page has expired",
			"It was open for too long, or it was not opened in this browser. Nothing has been shared.",
			"Go back to the application and connect again.");

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
			throws IOException {
		ProtocolError.write(request, response, HttpStatus.FORBIDDEN,
				OAuthError.invalidRequest(Check.BROWSER, "The CSRF token of the form is missing or not valid"),
				EXPIRED);
	}

}
