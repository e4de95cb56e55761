package io.github.mcpoauth.core;

import java.util.Objects;

/**
 * An OAuth error as it is sent to a client: a code from a registered set and a sentence
 * that a developer can act on. Immutable.
 *
 * @param code the error code, never empty
 * @param description what was wrong and what would be right; holds no secret
 * @param check what found it; only told where the description may say too little
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749
 * section 5.2</a>
 */
public record OAuthError(String code, String description, Check check) {

	public OAuthError {
		Objects.requireNonNull(code, "code");
		Objects.requireNonNull(description, "description");
		Objects.requireNonNull(check, "check");
	}

	/** RFC 6749 section 5.2. */
	public static OAuthError invalidRequest(Check check, String description) {
		return new OAuthError("invalid_request", description, check);
	}

	/** RFC 6749 section 5.2. */
	public static OAuthError invalidClient(Check check, String description) {
		return new OAuthError("invalid_client", description, check);
	}

	/** RFC 7591 section 3.2.2. */
	public static OAuthError invalidRedirectUri(String description) {
		return new OAuthError("invalid_redirect_uri", description, Check.REDIRECT_URI);
	}

	/** RFC 7591 section 3.2.2. */
	public static OAuthError invalidClientMetadata(String description) {
		return new OAuthError("invalid_client_metadata", description, Check.CLIENT_METADATA);
	}

	/** RFC 7591 section 3.2.2. */
	public static OAuthError unapprovedSoftwareStatement(String description) {
		return new OAuthError("unapproved_software_statement", description, Check.CLIENT_METADATA);
	}

	/** RFC 8707 section 2. */
	public static OAuthError invalidTarget(String description) {
		return new OAuthError("invalid_target", description, Check.RESOURCE);
	}

}
