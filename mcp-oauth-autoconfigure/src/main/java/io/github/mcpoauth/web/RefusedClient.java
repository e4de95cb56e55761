package io.github.mcpoauth.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import io.github.mcpoauth.core.OAuthError;

/**
 * Tells a person that a client's request goes no further here. Nobody is redirected.
 */
public final class RefusedClient {

	/** When to try again what may succeed later, as in the {@code Retry-After} header. */
	public static final String RETRY_AFTER = "60";

	private static final MessagePage BUSY = new MessagePage("Please try again",
			"This server can't find out at the moment which application sent you here. Nothing has been shared.",
			"Wait a minute, go back to the application and connect again.");

	private RefusedClient() {
	}

	/**
	 * Writes the error.
	 * @param request says by its {@code Accept} header who is looking
	 * @param response the response, not committed yet
	 * @param error the error, for developers
	 * @throws IOException if the connection breaks
	 */
	public static void write(HttpServletRequest request, HttpServletResponse response, OAuthError error)
			throws IOException {
		if (error.code().equals("temporarily_unavailable")) {
			response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
			ProtocolError.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, error, BUSY);
		}
		else {
			ProtocolError.write(request, response, HttpStatus.BAD_REQUEST, error, MessagePage.REFUSED_CLIENT);
		}
	}

}
