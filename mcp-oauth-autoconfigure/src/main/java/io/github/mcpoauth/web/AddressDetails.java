package io.github.mcpoauth.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.authentication.AuthenticationDetailsSource;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Where a request comes from, without the session that it is in. Spring Boot copies the
 * details of each authentication into its audit log, and whoever can read an identifier
 * of a session there has the session.
 */
public final class AddressDetails implements AuthenticationDetailsSource<HttpServletRequest, WebAuthenticationDetails> {

	@Override
	public WebAuthenticationDetails buildDetails(HttpServletRequest request) {
		return new WebAuthenticationDetails(request.getRemoteAddr(), null);
	}

}
