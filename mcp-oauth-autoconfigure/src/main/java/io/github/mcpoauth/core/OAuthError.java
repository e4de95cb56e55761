package io.github.mcpoauth.core;

import java.util.Objects;

/**
 * An OAuth error as it is sent to a client: a code from a registered set and a sentence
 * that a developer can act on. Immutable.
 *
 * @param code the error code, never empty
 * @param description what was wrong and what would be right; holds no secret
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749
 * section 5.2</a>
 */
public record OAuthError(String code, String description) {

	public OAuthError {
		Objects.requireNonNull(code, "code");
		Objects.requireNonNull(description, "description");
	}

	/** RFC 6749 section 5.2. */
	public static OAuthError invalidRequest(String description) {
		return new OAuthError("invalid_request", description);
	}

	/** RFC 6749 section 5.2. */
	public static OAuthError invalidClient(String description) {
		return new OAuthError("invalid_client", description);
	}

	/** RFC 7591 section 3.2.2. */
	public static OAuthError invalidRedirectUri(String description) {
		return new OAuthError("invalid_redirect_uri", description);
	}

	/** RFC 7591 section 3.2.2. */
	public static OAuthError invalidClientMetadata(String description) {
		return new OAuthError("invalid_client_metadata", description);
	}

	/** RFC 8707 section 2. */
	public static OAuthError invalidTarget(String description) {
		return new OAuthError("invalid_target", description);
	}

}
