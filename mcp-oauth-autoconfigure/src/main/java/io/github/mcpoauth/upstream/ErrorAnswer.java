package io.github.mcpoauth.upstream;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Check;
import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.core.OAuthError;
import io.github.mcpoauth.net.HttpAnswer;
import io.github.mcpoauth.web.Json;

/**
 * An OAuth error of the provider's.
 *
 * @param code its code, of a stranger
 * @param description its description, fit to be shown
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749
 * section 5.2</a>
 */
record ErrorAnswer(String code, String description) {

	/**
	 * What an MCP client can act on: by logging in again, or by asking for something
	 * else.
	 */
	private static final Set<String> FOR_THE_CLIENT = Set.of("invalid_grant", "invalid_scope", "invalid_target",
			"access_denied", "insufficient_scope", "unsupported_grant_type");

	/**
	 * The user has to log in or consent once more, which OpenID Connect Core 1.0 section
	 * 3.1.2.6 says in more words than a token endpoint has, and GitHub in one of its own.
	 */
	private static final Set<String> LOGIN_NEEDED = Set.of("interaction_required", "login_required", "consent_required",
			"account_selection_required", "bad_refresh_token");

	private static final Set<String> FOR_THE_OPERATOR = Set.of("invalid_client", "unauthorized_client",
			"incorrect_client_credentials", "redirect_uri_mismatch");

	/** GitHub's, which answers errors with status 200 and in words of its own. */
	private static final Set<String> WITH_SUCCESS = Set.of("bad_verification_code", "bad_refresh_token",
			"incorrect_client_credentials", "redirect_uri_mismatch", "unverified_user_email");

	private static final Set<String> TEMPORARY = Set.of("temporarily_unavailable", "server_error", "slow_down");

	/**
	 * Reads an error.
	 * @param answer the answer
	 * @param secrets what the description must not show
	 * @return the error, or {@code null} if the answer is none
	 */
	static @Nullable ErrorAnswer read(HttpAnswer answer, Collection<String> secrets) {
		boolean success = answer.status() == 200;
		if (!success && (answer.status() < 400 || answer.status() >= 500)) {
			return null;
		}
		Map<String, @Nullable Object> members = Json.readObject(answer.body());
		if (members == null || !(members.get("error") instanceof String code)
				|| (success && !WITH_SUCCESS.contains(code))) {
			return null;
		}
		String description = (members.get("error_description") instanceof String text) ? ErrorText.of(text, secrets)
				: "";
		return new ErrorAnswer(code, description.isEmpty() ? "The identity provider gave no reason" : description);
	}

	/**
	 * Whether it is about this server, as which the provider does not accept it.
	 */
	boolean isForTheOperator() {
		return FOR_THE_OPERATOR.contains(this.code);
	}

	boolean isTemporary() {
		return TEMPORARY.contains(this.code);
	}

	/**
	 * The error to pass on.
	 */
	OAuthError toClientError() {
		if (LOGIN_NEEDED.contains(this.code)) {
			return new OAuthError("invalid_grant", this.description, Check.PROVIDER);
		}
		return new OAuthError(FOR_THE_CLIENT.contains(this.code) ? this.code : "invalid_request", this.description,
				Check.PROVIDER);
	}

}
