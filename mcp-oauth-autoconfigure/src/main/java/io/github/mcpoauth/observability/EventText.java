package io.github.mcpoauth.observability;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import io.github.mcpoauth.core.ErrorText;
import io.github.mcpoauth.event.OAuthEvent;

/**
 * Events in words, as logs and audit events have them.
 */
final class EventText {

	private static final String PREFIX = "MCP_OAUTH_";

	private EventText() {
	}

	/** The type in the style of Spring Boot's: {@code MCP_OAUTH_TOKENS_ISSUED}. */
	static String type(Class<?> event) {
		String words = event.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
		return PREFIX + words.toUpperCase(Locale.ROOT);
	}

	/**
	 * The details, with the address that the request came from: the first that anybody
	 * asks for who looks into a replay.
	 */
	static Map<String, Object> details(OAuthEvent event) {
		Map<String, Object> details = new LinkedHashMap<>(event.details());
		String address = address();
		if (address != null) {
			details.put("remote_address", address);
		}
		return details;
	}

	private static @Nullable String address() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest().getRemoteAddr() : null;
	}

	/** One line. The names that clients and users have can't end it and begin another. */
	static String of(OAuthEvent event) {
		String user = (event.user() != null) ? " user=" + quoted(event.user()) : "";
		return type(event.getClass()) + user
				+ details(event).entrySet()
					.stream()
					.map((detail) -> " " + detail.getKey() + "=" + quoted(detail.getValue()))
					.collect(Collectors.joining());
	}

	private static String quoted(Object value) {
		return (value instanceof Boolean) ? value.toString() : '"' + ErrorText.printable(value.toString()) + '"';
	}

}
