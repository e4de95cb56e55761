package io.github.mcpoauth.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

/**
 * The page of configuration properties, made of what Spring Boot's configuration
 * processor has read from the sources.
 */
final class PropertiesPage {

	private static final String PREFIX = "mcp.oauth";

	private static final String INTRODUCTION = "All that can be configured, and what each relaxation opens. "
			+ "In YAML, a key with a colon or an asterisk is `\"[mcp:connect]\"`. "
			+ "A wrong value stops the start: [Troubleshooting](troubleshooting.md#startup).\n";

	private final String header;

	/**
	 * Makes pages.
	 * @param command the command that writes the page
	 */
	PropertiesPage(String command) {
		this.header = "<!-- Generated from the sources, so don't edit it. To write it again: " + command + " -->\n";
	}

	String render(JsonNode metadata) {
		StringBuilder page = new StringBuilder(this.header).append("\n# Configuration properties\n\n")
			.append(INTRODUCTION);
		byGroup(metadata).forEach((group, properties) -> {
			page.append("\n## `").append(group).append("`\n\n");
			page.append("| Property | Type | Default | Description |\n");
			page.append("|---|---|---|---|\n");
			properties.values().forEach((property) -> page.append(row(property)));
		});
		return page.toString();
	}

	/**
	 * Sorted by name, so that the page doesn't depend on the order of the processor.
	 */
	private static Map<String, Map<String, JsonNode>> byGroup(JsonNode metadata) {
		Map<String, Map<String, JsonNode>> groups = new TreeMap<>();
		for (JsonNode property : metadata.path("properties")) {
			String name = property.path("name").asString();
			groups.computeIfAbsent(group(name), (group) -> new TreeMap<>()).put(name, property);
		}
		return groups;
	}

	private static String group(String property) {
		int end = property.indexOf('.', PREFIX.length() + 1);
		return (end > 0) ? property.substring(0, end) : PREFIX;
	}

	private static String row(JsonNode property) {
		return "| `" + property.path("name").asString() + "` | "
				+ ReadableType.of(property.path("type").asString()).describe() + " | " + defaultValue(property) + " | "
				+ escape(property.path("description").asString("")) + " |\n";
	}

	private static String defaultValue(JsonNode property) {
		List<String> values = new ArrayList<>();
		JsonNode value = property.path("defaultValue");
		if (value.isArray()) {
			value.forEach((element) -> values.add(element.asString()));
		}
		else if (!value.isMissingNode()) {
			// The processor writes the array of a record's @DefaultValue as one string
			String text = value.asString();
			boolean list = text.startsWith("[") && text.endsWith("]");
			values.addAll(list ? List.of(text.substring(1, text.length() - 1).split(", ")) : List.of(text));
		}
		return values.stream().map((text) -> "`" + text.replace("|", "\\|") + "`").collect(Collectors.joining(", "));
	}

	private static String escape(String text) {
		return text.replace("|", "\\|").replace("<", "&lt;");
	}

}
