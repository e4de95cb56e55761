package io.github.mcpoauth.architecture;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ClassUtils;

/**
 * A type in words for somebody who writes YAML.
 *
 * @param name the class name
 * @param arguments the type arguments
 */
record ReadableType(String name, List<ReadableType> arguments) {

	private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("boolean", "boolean"),
			Map.entry("java.lang.Boolean", "boolean"), Map.entry("int", "number"),
			Map.entry("java.lang.Integer", "number"), Map.entry("long", "number"),
			Map.entry("java.lang.Long", "number"), Map.entry("java.lang.String", "string"),
			Map.entry("java.lang.Object", "value"), Map.entry("java.net.URI", "URI"),
			Map.entry("java.time.Duration", "duration"), Map.entry("java.time.Instant", "point in time"),
			Map.entry("org.springframework.core.io.Resource", "resource location"),
			Map.entry("org.springframework.util.unit.DataSize", "size"));

	/**
	 * Parses what the configuration processor writes:
	 * {@code java.util.Map<java.lang.String,java.lang.Integer>}.
	 */
	static ReadableType of(String type) {
		int open = type.indexOf('<');
		if (open < 0) {
			return new ReadableType(type, List.of());
		}
		List<ReadableType> arguments = new ArrayList<>();
		int depth = 0;
		int start = open + 1;
		for (int i = start; i < type.length(); i++) {
			char c = type.charAt(i);
			if (depth == 0 && (c == ',' || i == type.length() - 1)) {
				arguments.add(of(type.substring(start, i)));
				start = i + 1;
			}
			depth += (c == '<') ? 1 : (c == '>') ? -1 : 0;
		}
		return new ReadableType(type.substring(0, open), List.copyOf(arguments));
	}

	String describe() {
		return switch (this.name) {
			case "java.util.List", "java.util.Set", "java.util.Collection" ->
				"list of " + this.arguments.get(0).describe();
			case "java.util.Map" ->
				"map of " + this.arguments.get(0).describe() + " to " + this.arguments.get(1).describe();
			default -> WORDS.containsKey(this.name) ? WORDS.get(this.name)
					: describe(ClassUtils.resolveClassName(this.name, null));
		};
	}

	private static String describe(Class<?> type) {
		if (type.isEnum()) {
			return Arrays.stream(type.getEnumConstants())
				.map((constant) -> "`" + ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
				.collect(Collectors.joining(", "));
		}
		if (type.isRecord()) {
			return Arrays.stream(type.getRecordComponents())
				.map(ReadableType::describe)
				.collect(Collectors.joining(", ", "(", ")"));
		}
		throw new IllegalArgumentException("No words for " + type + ": add them to " + ReadableType.class.getName());
	}

	private static String describe(RecordComponent component) {
		String type = component.getGenericType().getTypeName().replace(", ", ",");
		return "`" + DataObjectPropertyName.toDashedForm(component.getName()) + "`: " + of(type).describe();
	}

}
