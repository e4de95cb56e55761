package io.github.mcpoauth.sample.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON, to be printed.
 */
final class Json {

	private Json() {
	}

	static Map<String, String> texts(Map<String, Object> object) {
		Map<String, String> texts = new LinkedHashMap<>();
		object.forEach((name, value) -> texts.put(name, text(value)));
		return texts;
	}

	private static String text(Object value) {
		return (value instanceof List<?> list) ? list.stream().map(String::valueOf).collect(Collectors.joining(" "))
				: String.valueOf(value);
	}

}
