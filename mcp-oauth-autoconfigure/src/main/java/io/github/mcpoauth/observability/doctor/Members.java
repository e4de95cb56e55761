package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.LoopbackHosts;
import io.github.mcpoauth.core.UriText;

/**
 * Values of foreign documents, which may be of any type.
 */
final class Members {

	private Members() {
	}

	static @Nullable String text(@Nullable Object value) {
		return (value instanceof String text) ? text : null;
	}

	/** The texts in a list; none if it is no list. */
	static List<String> texts(@Nullable Object value) {
		return (value instanceof List<?> list)
				? list.stream().filter(String.class::isInstance).map(String.class::cast).toList() : List.of();
	}

	/** An absolute http or https URL, or {@code null} if it is none. */
	static @Nullable URI uri(@Nullable String text) {
		if (text == null) {
			return null;
		}
		try {
			URI uri = UriText.parse(text);
			boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
			return (web && uri.getHost() != null) ? uri : null;
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/** Whether what is sent there can't be read on the way. */
	static boolean isSecure(URI uri) {
		return "https".equalsIgnoreCase(uri.getScheme()) || isLoopback(uri);
	}

	static boolean isLoopback(URI uri) {
		return LoopbackHosts.contains(uri.getHost());
	}

}
