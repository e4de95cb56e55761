package io.github.mcpoauth.architecture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * Which names of properties a page may use: those of the metadata, the groups that they
 * are in, and below maps and lists what their elements have.
 */
final class DocumentedNames {

	private static final Pattern KEY = Pattern.compile("\\[[^\\]]*\\]|[^.\\[\\]]+");

	/** The types of the properties, in the words of the page of properties. */
	private final Map<String, String> types = new HashMap<>();

	DocumentedNames(JsonNode metadata) {
		for (JsonNode property : metadata.path("properties")) {
			this.types.put(property.path("name").asString(),
					ReadableType.of(property.path("type").asString()).describe());
		}
	}

	/**
	 * Tells whether there is such a property, or there are some below it.
	 * @param name the name as a page spells it, also with an asterisk for the last part,
	 * and with any key of a map or a list
	 */
	boolean has(String name) {
		String plain = name.replaceFirst("\\.(\\*|…)?$", "");
		return isPropertyOrGroup(plain) || isInCollection(plain);
	}

	private boolean isPropertyOrGroup(String name) {
		return this.types.keySet()
			.stream()
			.anyMatch((property) -> property.equals(name) || property.startsWith(name + "."));
	}

	/**
	 * Behind the key of a map or a list come the parts of its elements.
	 */
	private boolean isInCollection(String name) {
		List<String> parts = new ArrayList<>(KEY.matcher(name).results().map((part) -> part.group()).toList());
		for (int end = parts.size() - 1; end > 0; end--) {
			String type = this.types.get(String.join(".", parts.subList(0, end)));
			if (type != null && (type.startsWith("map of") || type.startsWith("list of"))) {
				return parts.stream()
					.skip(end + 1L)
					.filter((part) -> !part.startsWith("["))
					.allMatch((part) -> type.contains("`" + part + "`: ") || type.contains("map of string to string"));
			}
		}
		return false;
	}

}
