package io.github.mcpoauth.web;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;

/**
 * Says that something happened too often, and when to come back.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6585#section-4">RFC 6585 section
 * 4</a>
 */
final class RateLimitedResponse {

	private static final MessagePage MESSAGE = new MessagePage("Please wait a moment",
			"Too many requests have come from your network, so this one was not looked at. Nothing has been shared.",
			"Wait a minute, go back to the application and connect again.");

	private RateLimitedResponse() {
	}

	/** Where a client is waiting. */
	static void write(HttpServletResponse response, Duration wait, String what) throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter(wait));
		JsonResponse.write(response, HttpStatus.TOO_MANY_REQUESTS, error(wait, what));
	}

	/**
	 * Where a person may be looking. Nobody is redirected: that would take a look at the
	 * client, which is what there are too many of.
	 */
	static void show(HttpServletRequest request, HttpServletResponse response, Duration wait, String what)
			throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter(wait));
		ProtocolError.write(request, response, HttpStatus.TOO_MANY_REQUESTS, error(wait, what), MESSAGE);
	}

	private static OAuthError error(Duration wait, String what) {
		return new OAuthError("temporarily_unavailable",
				what + " from this address; try again in " + retryAfter(wait) + " seconds", Check.RATE_LIMIT);
	}

	private static String retryAfter(Duration wait) {
		return String.valueOf(wait.toSeconds() + 1);
	}

}
