package io.github.mcpoauth.upstream;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpAnswer;
import io.github.mcpoauth.web.Json;

/**
 * Reads the answer of a token endpoint. What is not understood is no token.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.1">RFC 6749
 * section 5.1</a>
 */
final class TokenAnswer {

	private TokenAnswer() {
	}

	/**
	 * Reads tokens.
	 * @param answer the answer
	 * @return the tokens
	 * @throws UpstreamUnavailableException if they can't be made out
	 */
	static UpstreamTokens read(HttpAnswer answer) {
		if (answer.status() != 200) {
			throw unusable("status " + answer.status());
		}
		Map<String, @Nullable Object> members = Json.readObject(answer.body());
		if (members == null) {
			throw unusable("no JSON object");
		}
		String accessToken = token(members, "access_token");
		if (accessToken == null || accessToken.isEmpty()) {
			throw unusable("no access_token");
		}
		String type = text(members, "token_type");
		if (type != null && !type.equalsIgnoreCase("bearer")) {
			// RFC 6749 section 7.1: not to be used if the type is not understood
			throw unusable("a token_type other than Bearer");
		}
		return new UpstreamTokens(accessToken, seconds(members.get("expires_in")), token(members, "refresh_token"),
				text(members, "scope"), (members.get("id_token") instanceof String idToken) ? idToken : null);
	}

	/** Of what tokens may be made of (RFC 6749 appendices A.12 and A.17). */
	private static @Nullable String token(Map<String, @Nullable Object> members, String name) {
		String token = text(members, name);
		if (token != null && !token.chars().allMatch((c) -> c >= 0x20 && c < 0x7f)) {
			throw unusable("a " + name + " that is not printable ASCII");
		}
		return token;
	}

	private static @Nullable String text(Map<String, @Nullable Object> members, String name) {
		Object value = members.get(name);
		if (value != null && !(value instanceof String)) {
			throw unusable("a " + name + " that is no string");
		}
		return (String) value;
	}

	/**
	 * Version 1 of Entra writes the number as a string.
	 */
	private static @Nullable Long seconds(@Nullable Object value) {
		if (value == null) {
			return null;
		}
		if (value instanceof Integer || value instanceof Long
				|| (value instanceof String text && text.matches("\\d{1,10}"))) {
			long seconds = Long.parseLong(value.toString());
			if (seconds >= 0) {
				return seconds;
			}
		}
		throw unusable("an expires_in that is no number of seconds");
	}

	private static UpstreamUnavailableException unusable(String problem) {
		return new UpstreamUnavailableException("The identity provider's token endpoint answered with " + problem);
	}

}
