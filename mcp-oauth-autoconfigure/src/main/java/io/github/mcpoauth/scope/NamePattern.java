package io.github.mcpoauth.scope;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text in which {@code *} stands for any characters, also none. Everything else is
 * compared as it is, in upper and lower case.
 */
final class NamePattern implements Predicate<String> {

	private final String text;

	private final Predicate<String> matcher;

	private NamePattern(String text, Predicate<String> matcher) {
		this.text = text;
		this.matcher = matcher;
	}

	static NamePattern of(String text) {
		if (text.indexOf('*') < 0) {
			return ofExact(text);
		}
		String regex = Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
		return new NamePattern(text, Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate());
	}

	/**
	 * A text in which an asterisk is none but an asterisk.
	 */
	static NamePattern ofExact(String text) {
		return new NamePattern(text, text::equals);
	}

	/**
	 * A URI template of an MCP resource: a variable is one segment of the path.
	 */
	static NamePattern ofTemplate(String template) {
		String regex = Arrays.stream(template.split("\\{[^}]*}", -1))
			.map(Pattern::quote)
			.collect(Collectors.joining("[^/]+"));
		return new NamePattern(template, Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate());
	}

	@Override
	public boolean test(String name) {
		return this.matcher.test(name);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
