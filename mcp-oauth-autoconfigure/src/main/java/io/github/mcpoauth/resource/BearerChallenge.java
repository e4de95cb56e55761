package io.github.mcpoauth.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.core.Scopes;

/**
 * The value of a {@code WWW-Authenticate} header with the Bearer scheme. Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-3">RFC 6750 section
 * 3</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9728#section-5.1">RFC 9728
 * section 5.1</a>
 */
public final class BearerChallenge {

	private final Map<String, String> parameters = new LinkedHashMap<>();

	private BearerChallenge(@Nullable String error, @Nullable String description, String metadataUrl, Scopes scopes) {
		put("error", error);
		put("error_description", description);
		put("resource_metadata", metadataUrl);
		put("scope", scopes.isEmpty() ? null : scopes.toString());
	}

	/**
	 * The challenge for a request without credentials, which must not name an error (RFC
	 * 6750 section 3.1).
	 * @param metadataUrl where the metadata of the resource is
	 * @param scopes what to ask for
	 * @return the challenge
	 */
	public static BearerChallenge withoutError(String metadataUrl, Scopes scopes) {
		return new BearerChallenge(null, null, metadataUrl, scopes);
	}

	/**
	 * The challenge for a request whose token is not enough.
	 * @param error a code of RFC 6750 section 3.1
	 * @param description what is wrong
	 * @param metadataUrl where the metadata of the resource is
	 * @param scopes what to ask for
	 * @return the challenge
	 */
	public static BearerChallenge withError(String error, String description, String metadataUrl, Scopes scopes) {
		return new BearerChallenge(error, description, metadataUrl, scopes);
	}

	private void put(String name, @Nullable String value) {
		if (value != null) {
			this.parameters.put(name, value);
		}
	}

	/**
	 * The header value: every parameter a quoted string (RFC 9110 section 5.6.4), limited
	 * to the characters that RFC 6750 section 3 allows in descriptions.
	 */
	@Override
	public String toString() {
		return this.parameters.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=\"" + ErrorText.printable(entry.getValue()) + "\"")
			.collect(Collectors.joining(", ", "Bearer ", ""));
	}

}
