package io.github.mcpoauth.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a source file says to whoever runs the library: why the start failed, and
 * warnings. Fixes are left out: they are printed beside the reason.
 */
final class UserMessages {

	private static final Pattern WARNING = Pattern.compile("logger\\.warn\\(");

	private static final Pattern FAILURE = Pattern.compile("new McpOAuthConfigurationException\\(");

	private static final Pattern HELPER = Pattern.compile("\\bMcpOAuthConfigurationException (\\w+)\\(");

	private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

	private static final Pattern VARIABLE = Pattern.compile("%[sn]");

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
		Stream<String> failures = failures().stream()
			.flatMap((pattern) -> pattern.matcher(this.source).results())
			.flatMap((call) -> beginnings(arguments(call.end(), true)));
		return Stream.concat(warnings, failures).toList();
	}

	private static Stream<String> beginnings(String arguments) {
		return LITERAL.matcher(arguments)
			.results()
			.map((literal) -> literal.group(1).replace("\\\"", "\""))
			.flatMap((text) -> Stream.of(VARIABLE.split(text)))
			.map((text) -> text.strip().split(" "))
			.filter((words) -> words.length >= 4)
			.map((words) -> String.join(" ", words[0], words[1], words[2], words[3]));
	}

	/**
	 * The constructor, and methods of the file that make such an exception.
	 */
	private List<Pattern> failures() {
		List<Pattern> patterns = new ArrayList<>(List.of(FAILURE));
		HELPER.matcher(this.source)
			.results()
			.map((helper) -> helper.group(1))
			.distinct()
			.forEach((name) -> patterns.add(Pattern.compile("(?:throw|->) (?:this\\.)?" + name + "\\(")));
		return patterns;
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
