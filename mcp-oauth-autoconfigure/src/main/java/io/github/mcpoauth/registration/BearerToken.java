package io.github.mcpoauth.registration;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.web.JsonResponse;

/**
 * The tokens of registration: those that one registers with, and those that a client gets
 * at its registration.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-3">RFC 6750 section
 * 3</a>
 */
final class BearerToken {

	private static final String SCHEME = "Bearer ";

	private BearerToken() {
	}

	/** The token of a request, or {@code null} if there is none, or another scheme. */
	static @Nullable String of(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return null;
		}
		String token = header.substring(SCHEME.length()).strip();
		return token.isEmpty() ? null : token;
	}

	/**
	 * Asks for a token. Without one there is no error code in the challenge (RFC 6750
	 * section 3.1).
	 */
	static void challenge(HttpServletResponse response, @Nullable String token, String description) throws IOException {
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
				"Bearer realm=\"registration\"" + ((token != null) ? ", error=\"invalid_token\"" : ""));
		JsonResponse.write(response, HttpStatus.UNAUTHORIZED, invalidToken(description));
	}

	static OAuthError invalidToken(String description) {
		return new OAuthError("invalid_token", description);
	}

}
