package io.github.mcpoauth.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.OAuthError;

/**
 * Reads members of client metadata by their type. A member that is {@code null} counts as
 * absent, since clients write their unset fields so.
 */
final class MetadataReader {

	private static final int MAX_TEXT = 2048;

	private static final int MAX_ITEMS = 20;

	private final Map<String, @Nullable Object> members;

	MetadataReader(Map<String, @Nullable Object> members) {
		this.members = members;
	}

	@Nullable String text(String name) throws ClientRegistrationException {
		Object value = this.members.get(name);
		if (value == null) {
			return null;
		}
		if (!(value instanceof String text) || text.length() > MAX_TEXT) {
			throw refused(name + " must be a string of at most " + MAX_TEXT + " characters");
		}
		return text;
	}

	@Nullable List<String> texts(String name) throws ClientRegistrationException {
		Object value = this.members.get(name);
		if (value == null) {
			return null;
		}
		if (!(value instanceof List<?> list) || list.size() > MAX_ITEMS) {
			throw refused(name + " must be an array of at most " + MAX_ITEMS + " strings");
		}
		List<String> texts = new ArrayList<>();
		for (Object item : list) {
			if (!(item instanceof String text) || text.length() > MAX_TEXT) {
				throw refused(name + " must be an array of strings of at most " + MAX_TEXT + " characters");
			}
			texts.add(text);
		}
		return texts;
	}

	/**
	 * Whether there is a member, also one that is {@code null}.
	 */
	boolean has(String name) {
		return this.members.containsKey(name);
	}

	boolean hasValue(String name) {
		return this.members.get(name) != null;
	}

	@Nullable Map<String, @Nullable Object> object(String name) throws ClientRegistrationException {
		Object value = this.members.get(name);
		if (value == null) {
			return null;
		}
		if (!(value instanceof Map<?, ?> map)) {
			throw refused(name + " must be an object");
		}
		@SuppressWarnings("unchecked")
		Map<String, @Nullable Object> object = (Map<String, @Nullable Object>) map;
		return object;
	}

	static ClientRegistrationException refused(String description) {
		return new ClientRegistrationException(OAuthError.invalidClientMetadata(description));
	}

}
