package io.github.mcpoauth.authorizationserver;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.HttpRequestHandler;

/**
 * Ends the session of a person who said so. The forms that lead here come with a CSRF
 * token: nobody is signed out by another site.
 */
final class ConfirmedLogoutEndpoint implements HttpRequestHandler {

	/** It ends all of the session, with whatever logins are in there. */
	private final SecurityContextLogoutHandler logout = new SecurityContextLogoutHandler();

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		this.logout.logout(request, response, SecurityContextHolder.getContext().getAuthentication());
		LogoutEndpoint.SIGNED_OUT.write(response, HttpStatus.OK, null);
	}

}
