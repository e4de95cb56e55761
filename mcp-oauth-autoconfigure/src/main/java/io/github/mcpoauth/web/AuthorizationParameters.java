package io.github.mcpoauth.web;

import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.OAuthError;

/**
 * What an authorization request has to look like, whoever the client is and whatever it
 * asks for.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.1">RFC 6749
 * section 4.1.1</a>
 */
public final class AuthorizationParameters {

	private static final int MAX_STATE = 1024;

	/**
	 * A SHA-256 hash in base64url, see RFC 7636 section 4.2. What has another form no
	 * verifier fits, which the client would learn only after the login.
	 */
	private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

	private AuthorizationParameters() {
	}

	/**
	 * Finds what is wrong with a request. Its {@code client_id}, {@code redirect_uri},
	 * {@code resource} and {@code scope} are not looked at.
	 * @param request the request
	 * @return an error for the client, once the redirect URI is known to be its own, or
	 * {@code null} if nothing is wrong
	 */
	public static @Nullable OAuthError problem(HttpServletRequest request) {
		if (value(request, "request") != null) {
			return unsupported("request_not_supported");
		}
		if (value(request, "request_uri") != null) {
			return unsupported("request_uri_not_supported");
		}
		if (!"code".equals(value(request, "response_type"))) {
			return new OAuthError("unsupported_response_type", "The response_type must be code", Check.RESPONSE_TYPE);
		}
		String responseMode = value(request, "response_mode");
		if (responseMode != null && !responseMode.equals("query")) {
			return OAuthError.invalidRequest(Check.PARAMETERS, "The response_mode must be query");
		}
		if (!isChallenge(value(request, "code_challenge")) || !"S256".equals(value(request, "code_challenge_method"))) {
			return OAuthError.invalidRequest(Check.PKCE, "PKCE is required, with the code_challenge_method S256");
		}
		String state = value(request, "state");
		if (state != null && (state.length() > MAX_STATE || state.indexOf('\0') >= 0)) {
			return OAuthError.invalidRequest(Check.STATE,
					"The state has more than " + MAX_STATE + " characters or a NUL");
		}
		return null;
	}

	/**
	 * Where all that counts may be in an object, nothing beside it can be checked (RFC
	 * 9101 section 6.3).
	 */
	private static OAuthError unsupported(String code) {
		return new OAuthError(code, "Request objects are not supported", Check.PARAMETERS);
	}

	private static boolean isChallenge(@Nullable String value) {
		return value != null && CHALLENGE.matcher(value).matches();
	}

	/** What has no value counts as left out (RFC 6749 section 3.1). */
	private static @Nullable String value(HttpServletRequest request, String name) {
		String value = request.getParameter(name);
		return (value == null || value.isEmpty()) ? null : value;
	}

}
