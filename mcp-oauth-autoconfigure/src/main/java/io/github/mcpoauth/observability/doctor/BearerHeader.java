package io.github.mcpoauth.observability.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The Bearer challenge among the values of {@code WWW-Authenticate}, read by the grammar:
 * what some client's pattern would still find in a malformed one, another's does not.
 *
 * @param parameters the parameters of the challenge, by names in lower case
 * @param problem what is wrong with the header, or {@code null} if it is well-formed
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-11.6.1">RFC 9110
 * section 11.6.1</a>
 */
record BearerHeader(Map<String, String> parameters, @Nullable String problem) {

	private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

	private static final Pattern SCHEME = Pattern.compile("(" + TOKEN + ")(?: +|$)");

	// Possessive where there is a choice within a repetition: that takes no stack, which
	// long headers would exhaust
	private static final Pattern PARAMETER = Pattern
		.compile("(" + TOKEN + ")[ \t]*=[ \t]*(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|(" + TOKEN + "))[ \t]*");

	private static final Pattern COMMA = Pattern.compile("(?:[ \t]*+,)++[ \t]*+");

	/**
	 * Reads the header.
	 * @param values its values
	 * @return the challenge, or {@code null} if there is no Bearer challenge at all
	 */
	static @Nullable BearerHeader of(List<String> values) {
		for (String value : values) {
			BearerHeader bearer = read(value);
			if (bearer != null) {
				return bearer;
			}
		}
		return null;
	}

	private static @Nullable BearerHeader read(String value) {
		Map<String, String> parameters = null;
		int position = 0;
		while (position < value.length()) {
			Matcher scheme = SCHEME.matcher(value);
			if (!isAt(position, scheme)) {
				return broken(value, position, parameters);
			}
			Map<String, String> own = new LinkedHashMap<>();
			position = readParameters(value, scheme.end(), own);
			if (scheme.group(1).equalsIgnoreCase("bearer")) {
				parameters = own;
			}
			Matcher comma = COMMA.matcher(value);
			if (position < value.length() && !isAt(position, comma)) {
				return broken(value, position, parameters);
			}
			position = (position < value.length()) ? comma.end() : position;
		}
		return (parameters != null) ? new BearerHeader(parameters, null) : null;
	}

	/** Reads as far as the parameters of one challenge go. */
	private static int readParameters(String value, int start, Map<String, String> parameters) {
		int position = start;
		Matcher parameter = PARAMETER.matcher(value);
		Matcher comma = COMMA.matcher(value);
		while (isAt(position, parameter)) {
			String quoted = parameter.group(2);
			parameters.put(parameter.group(1).toLowerCase(Locale.ROOT),
					(quoted != null) ? quoted.replaceAll("\\\\(.)", "$1") : parameter.group(3));
			position = parameter.end();
			// Behind a comma comes another parameter, or another challenge
			if (!isAt(position, comma) || !isAt(comma.end(), parameter)) {
				break;
			}
			position = comma.end();
		}
		return position;
	}

	private static boolean isAt(int position, Matcher matcher) {
		return matcher.region(position, matcher.regionEnd()).lookingAt();
	}

	private static @Nullable BearerHeader broken(String value, int position, @Nullable Map<String, String> parameters) {
		if (parameters == null && !value.toLowerCase(Locale.ROOT).contains("bearer")) {
			return null;
		}
		String rest = value.substring(position);
		return new BearerHeader((parameters != null) ? parameters : Map.of(),
				"it can't be read from \"" + ((rest.length() > 40) ? rest.substring(0, 40) + "…" : rest) + "\" on");
	}

	@Nullable String get(String name) {
		return this.parameters.get(name);
	}

}
