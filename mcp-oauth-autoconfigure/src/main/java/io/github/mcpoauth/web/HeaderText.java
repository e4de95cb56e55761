package io.github.mcpoauth.web;

import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * What Spring Security's {@link StrictHttpFirewall} lets into names and values of headers
 * by default, told without a regular expression. An access token is the longest header of
 * a request, and is looked at whenever somebody reads it: the expression takes more time
 * than all other filters together.
 */
public final class HeaderText {

	private HeaderText() {
	}

	/**
	 * Whether a name has no unassigned and no control characters.
	 * @param name the name of a header
	 * @return whether it is allowed
	 */
	public static boolean isName(String name) {
		return isPrintable(name)
				|| name.codePoints().noneMatch((character) -> isUnassigned(character) || isControl(character));
	}

	/**
	 * Whether a value has no unassigned and no control characters but tabs.
	 * @param value the value of a header
	 * @return whether it is allowed
	 */
	public static boolean isValue(String value) {
		return isPrintable(value) || value.codePoints()
			.noneMatch((character) -> isUnassigned(character) || (isControl(character) && character != '\t'));
	}

	/** As all but a few are: no look at the types of the characters is needed. */
	private static boolean isPrintable(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
				return false;
			}
		}
		return true;
	}

	private static boolean isUnassigned(int character) {
		return Character.getType(character) == Character.UNASSIGNED;
	}

	private static boolean isControl(int character) {
		return Character.getType(character) == Character.CONTROL;
	}

}
