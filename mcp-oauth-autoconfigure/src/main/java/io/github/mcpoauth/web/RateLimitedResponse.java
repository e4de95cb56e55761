package io.github.mcpoauth.web;

import java.io.IOException;
import java.time.Duration;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import io.github.mcpoauth.core.OAuthError;

/**
 * Says that something happened too often, and when to come back.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6585#section-4">RFC 6585 section
 * 4</a>
 */
final class RateLimitedResponse {

	private RateLimitedResponse() {
	}

	static void write(HttpServletResponse response, Duration wait, String what) throws IOException {
		response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1));
		JsonResponse.write(response, HttpStatus.TOO_MANY_REQUESTS,
				new OAuthError("temporarily_unavailable", what + " from this address; try again later"));
	}

}
