package io.github.mcpoauth.scope;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Patterns of names. What is no wildcard is compared as it is, in upper and lower case.
 */
final class NamePattern {

	private NamePattern() {
	}

	/**
	 * A text in which {@code *} stands for any characters, also none.
	 */
	static Predicate<String> of(String text) {
		return (text.indexOf('*') < 0) ? text::equals : joined(text.split("\\*", -1), ".*");
	}

	/**
	 * A URI template of an MCP resource: a variable is one segment of the path.
	 */
	static Predicate<String> ofTemplate(String template) {
		return joined(template.split("\\{[^}]*}", -1), "[^/]+");
	}

	private static Predicate<String> joined(String[] literals, String wildcard) {
		String regex = Arrays.stream(literals).map(Pattern::quote).collect(Collectors.joining(wildcard));
		return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
	}

}
