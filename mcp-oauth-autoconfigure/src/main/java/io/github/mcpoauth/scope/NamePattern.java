package io.github.mcpoauth.scope;

import java.util.List;
import java.util.function.Predicate;

/**
 * A pattern of names. What is no wildcard is compared as it is, in upper and lower case.
 * <p>
 * Clients choose the names, so the time that a look takes grows with their length and no
 * faster: a regular expression with two wildcards would take the square of it.
 */
final class NamePattern implements Predicate<String> {

	private final List<String> literals;

	private final Wildcard wildcard;

	private NamePattern(List<String> literals, Wildcard wildcard) {
		this.literals = literals;
		this.wildcard = wildcard;
	}

	/**
	 * A text in which {@code *} stands for any characters, also none.
	 */
	static Predicate<String> of(String text) {
		return (text.indexOf('*') < 0) ? text::equals
				: new NamePattern(List.of(text.split("\\*", -1)), Wildcard.ANYTHING);
	}

	/**
	 * A URI template of an MCP resource: a variable is one segment of the path.
	 */
	static Predicate<String> ofTemplate(String template) {
		return new NamePattern(List.of(template.split("\\{[^}]*}", -1)), Wildcard.SEGMENT);
	}

	@Override
	public boolean test(String name) {
		boolean[] reached = new boolean[name.length() + 1];
		reached[0] = true;
		reached = after(this.literals.get(0), name, reached);
		for (String literal : this.literals.subList(1, this.literals.size())) {
			reached = after(literal, name, afterWildcard(name, reached));
		}
		return reached[name.length()];
	}

	/** How far one can be behind a literal, from where one can be before it. */
	private static boolean[] after(String literal, String name, boolean[] before) {
		boolean[] reached = new boolean[before.length];
		for (int i = 0; i + literal.length() < before.length; i++) {
			reached[i + literal.length()] = before[i] && name.startsWith(literal, i);
		}
		return reached;
	}

	private boolean[] afterWildcard(String name, boolean[] before) {
		boolean[] reached = new boolean[before.length];
		boolean within = false;
		for (int i = 0; i < before.length; i++) {
			reached[i] = (within || (before[i] && this.wildcard == Wildcard.ANYTHING)) && !isWithinCharacter(name, i);
			within = (within || before[i]) && i < name.length()
					&& (this.wildcard == Wildcard.ANYTHING || name.charAt(i) != '/');
		}
		return reached;
	}

	private static boolean isWithinCharacter(String name, int index) {
		return index > 0 && index < name.length()
				&& Character.isSurrogatePair(name.charAt(index - 1), name.charAt(index));
	}

	private enum Wildcard {

		/** Any characters, also none. */
		ANYTHING,

		/** One or more characters, none of them a slash. */
		SEGMENT

	}

}
