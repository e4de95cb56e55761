package io.github.mcpoauth.authorizationserver;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

import io.github.mcpoauth.web.JsonResponse;
import io.github.mcpoauth.web.RefusedClient;

/**
 * Answers refused requests to the token and the revocation endpoint: 401 for a client
 * that is not known, so that it registers again, 503 for one that can't be looked up at
 * the moment, and 400 for everything else.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749
 * section 5.2</a>
 */
final class TokenErrorHandler implements AuthenticationFailureHandler {

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException exception) throws IOException {
		OAuth2AuthenticationException refused = (OAuth2AuthenticationException) exception;
		OAuth2Error error = refused.getError();
		boolean unknownClient = OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode());
		if (unknownClient && request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"oauth2\"");
		}
		JsonResponse.write(response, status(response, error), ErrorDescriptions.describe(refused));
	}

	private static HttpStatus status(HttpServletResponse response, OAuth2Error error) {
		return switch (error.getErrorCode()) {
			case OAuth2ErrorCodes.INVALID_CLIENT -> HttpStatus.UNAUTHORIZED;
			case OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE -> {
				response.setHeader(HttpHeaders.RETRY_AFTER, RefusedClient.RETRY_AFTER);
				yield HttpStatus.SERVICE_UNAVAILABLE;
			}
			default -> HttpStatus.BAD_REQUEST;
		};
	}

}
