package io.github.mcpoauth.architecture;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a source file says to whoever runs the library: why the start failed, and
 * warnings. Fixes are left out: they are printed beside the reason.
 */
final class UserMessages {

	private static final Pattern WARNING = Pattern.compile("logger\\.warn\\(");

	/** With the fix as the last argument. */
	private static final Pattern FAILURE = Pattern
		.compile("(?:new McpOAuthConfigurationException|(?<!Exception )\\brefused?)\\(");

	/** With a fix of its own. */
	private static final Pattern BASE_URL = Pattern.compile("(?<!Exception )\\bbaseUrlNeeded\\(");

	private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

	private static final Pattern VARIABLE = Pattern.compile("%[sn]");

	/**
	 * In words: enough to tell one text from another, few enough to leave the rest out.
	 */
	private static final int LENGTH = 7;

	private final String source;

	/**
	 * Reads a file.
	 * @param source its text
	 */
	UserMessages(String source) {
		this.source = source.replaceAll("\"\\s*\\+\\s*\"", "");
	}

	/**
	 * The beginnings of texts that are long enough to be looked for: of a warning the
	 * first one, of failures all, since a reason is one of several.
	 */
	List<String> beginnings() {
		Stream<String> warnings = WARNING.matcher(this.source)
			.results()
			.flatMap((call) -> beginnings(arguments(call.end(), false)).limit(1));
		Stream<String> failures = FAILURE.matcher(this.source)
			.results()
			.flatMap((call) -> beginnings(arguments(call.end(), true)));
		Stream<String> unreachable = BASE_URL.matcher(this.source)
			.results()
			.flatMap((call) -> beginnings(arguments(call.end(), false)));
		return Stream.of(warnings, failures, unreachable).flatMap(Function.identity()).toList();
	}

	private static Stream<String> beginnings(String arguments) {
		return LITERAL.matcher(arguments)
			.results()
			.map((literal) -> literal.group(1).replace("\\\"", "\""))
			.flatMap((text) -> Stream.of(VARIABLE.split(text)))
			.map((text) -> List.of(text.strip().split(" ")))
			.filter((words) -> words.size() >= 3)
			.map((words) -> String.join(" ", words.subList(0, Math.min(words.size(), LENGTH))));
	}

	private String arguments(int start, boolean withoutLast) {
		int depth = 0;
		int lastComma = start;
		boolean quoted = false;
		for (int i = start; i < this.source.length(); i++) {
			char c = this.source.charAt(i);
			if (c == '\\') {
				i++;
			}
			else if (c == '"') {
				quoted = !quoted;
			}
			else if (!quoted && c == '(') {
				depth++;
			}
			else if (!quoted && c == ')' && depth-- == 0) {
				return this.source.substring(start, withoutLast ? lastComma : i);
			}
			else if (!quoted && c == ',' && depth == 0) {
				lastComma = i;
			}
		}
		throw new IllegalArgumentException("No end of the call at " + start);
	}

}
