package io.github.mcpoauth.core;

import java.util.Collection;
import java.util.List;

/**
 * Text of a stranger, made fit for a log, for an {@code error_description} and for a
 * quoted string in a header: of the characters that RFC 6749 section 5.2 and RFC 6750
 * section 3 allow.
 */
public final class ErrorText {

	private static final int MAX_LENGTH = 200;

	/** What is shorter is no secret, and hiding it everywhere would garble the text. */
	private static final int MIN_SECRET = 6;

	private ErrorText() {
	}

	/**
	 * Cleans and shortens a text.
	 * @param text the text
	 * @return at most 200 printable ASCII characters without quotes and backslashes
	 */
	public static String of(String text) {
		return of(text, List.of());
	}

	/**
	 * Cleans and shortens a text.
	 * @param text the text
	 * @param secrets what it must not show: providers like to repeat what they were sent
	 * @return at most 200 printable ASCII characters without quotes and backslashes
	 */
	public static String of(String text, Collection<String> secrets) {
		String shown = text;
		for (String secret : secrets) {
			if (secret.length() >= MIN_SECRET) {
				shown = shown.replace(secret, "(hidden)");
			}
		}
		String clean = printable(shown);
		return clean.substring(0, Math.min(clean.length(), MAX_LENGTH)).strip();
	}

	/**
	 * Cleans a text that has to stay whole.
	 * @param text the text
	 * @return as many printable ASCII characters, none of them a quote or a backslash
	 */
	public static String printable(String text) {
		StringBuilder clean = new StringBuilder();
		text.codePoints().forEach((c) -> clean.append(clean(c)));
		return clean.toString();
	}

	private static char clean(int codePoint) {
		if (codePoint == '"' || codePoint == '\\') {
			return '\'';
		}
		return (codePoint < 0x20) ? ' ' : (codePoint < 0x7f) ? (char) codePoint : '?';
	}

}
