package io.github.mcpoauth.web;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;

/**
 * Tokens in the {@code Authorization} header of requests to an authorization server.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-3">RFC 6750 section
 * 3</a>
 */
public final class BearerToken {

	private static final String SCHEME = "Bearer ";

	private BearerToken() {
	}

	/**
	 * The token of a request.
	 * @param request the request
	 * @return what the caller says is a token, or {@code null} if there is none, another
	 * scheme, or more than one header: who else reads the request, such as a proxy in
	 * front, may take the other one
	 */
	public static @Nullable String of(HttpServletRequest request) {
		List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		String header = (headers.size() == 1) ? headers.get(0) : "";
		if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
			return null;
		}
		String token = header.substring(SCHEME.length()).strip();
		return token.isEmpty() ? null : token;
	}

	/**
	 * Asks for a token. Without one there is no error code in the challenge (RFC 6750
	 * section 3.1).
	 * @param response the response, not committed yet
	 * @param realm what the token opens: letters
	 * @param token the token that was refused, or {@code null} if there was none
	 * @param description what was wrong
	 * @throws IOException if the connection breaks
	 */
	public static void challenge(HttpServletResponse response, String realm, @Nullable String token, String description)
			throws IOException {
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
				"Bearer realm=\"" + realm + "\"" + ((token != null) ? ", error=\"invalid_token\"" : ""));
		JsonResponse.write(response, HttpStatus.UNAUTHORIZED, invalidToken(description));
	}

	/**
	 * The error for a token that is not accepted.
	 * @param description what is wrong with it
	 * @return the error
	 */
	public static OAuthError invalidToken(String description) {
		return new OAuthError("invalid_token", description, Check.TOKEN);
	}

}
