package io.github.mcpoauth.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

import io.github.mcpoauth.core.OAuthError;

/**
 * Shows an OAuth error where a person may be looking: a page in a browser, JSON for a
 * program that asks for it.
 */
public final class ProtocolError {

	private ProtocolError() {
	}

	/**
	 * Writes the error. It is never a redirect.
	 * @param request says by its {@code Accept} header who is looking
	 * @param response the response, not committed yet
	 * @param status its status
	 * @param error the error, for developers
	 * @param message what to tell a person
	 * @throws IOException if the connection breaks
	 */
	public static void write(HttpServletRequest request, HttpServletResponse response, HttpStatusCode status,
			OAuthError error, MessagePage message) throws IOException {
		if (asksForJson(request)) {
			JsonResponse.write(response, status, error);
		}
		else {
			message.write(response, status, error);
		}
	}

	private static boolean asksForJson(HttpServletRequest request) {
		String accept = request.getHeader(HttpHeaders.ACCEPT);
		return accept != null && accept.contains(MediaType.APPLICATION_JSON_VALUE)
				&& !accept.contains(MediaType.TEXT_HTML_VALUE);
	}

}
