package io.github.mcpoauth.upstream;

import java.util.Collection;
import java.util.List;

/**
 * Text of a stranger, made fit for a log and for an {@code error_description}: short, and
 * of the characters that RFC 6749 section 5.2 allows.
 */
final class ErrorText {

	private static final int MAX_LENGTH = 200;

	/** What is shorter is no secret, and hiding it everywhere would garble the text. */
	private static final int MIN_SECRET = 6;

	private ErrorText() {
	}

	static String of(String text) {
		return of(text, List.of());
	}

	/**
	 * Cleans a text.
	 * @param text the text
	 * @param secrets what it must not show: providers like to repeat what they were sent
	 * @return the text
	 */
	static String of(String text, Collection<String> secrets) {
		String shown = text;
		for (String secret : secrets) {
			if (secret.length() >= MIN_SECRET) {
				shown = shown.replace(secret, "(hidden)");
			}
		}
		StringBuilder clean = new StringBuilder();
		shown.codePoints().limit(MAX_LENGTH).forEach((c) -> clean.append(clean(c)));
		return clean.toString().strip();
	}

	private static char clean(int codePoint) {
		if (codePoint == '"' || codePoint == '\\') {
			return '\'';
		}
		return (codePoint < 0x20) ? ' ' : (codePoint < 0x7f) ? (char) codePoint : '?';
	}

}
