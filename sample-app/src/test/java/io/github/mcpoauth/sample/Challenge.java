package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code WWW-Authenticate} header, read by the grammar of RFC 9110 section 11.6.1.
 *
 * @param scheme the authentication scheme
 * @param parameters the parameters by name
 */
record Challenge(String scheme, Map<String, String> parameters) {

	private static final Pattern HEADER = Pattern.compile("(?<scheme>[A-Za-z]+) (?<parameters>.+)");

	private static final Pattern PARAMETER = Pattern.compile("\\G(?<name>[a-z_]+)=\"(?<value>[^\"\\\\]*)\"(?:, |$)");

	static Challenge of(HttpResponse<?> response) {
		String header = response.headers()
			.firstValue("WWW-Authenticate")
			.orElseThrow(() -> new AssertionError("There is no challenge in " + response));
		Matcher challenge = HEADER.matcher(header);
		if (!challenge.matches()) {
			throw new AssertionError("Not a challenge: " + header);
		}
		return new Challenge(challenge.group("scheme"), parameters(challenge.group("parameters")));
	}

	private static Map<String, String> parameters(String list) {
		Map<String, String> parameters = new TreeMap<>();
		Matcher parameter = PARAMETER.matcher(list);
		int end = 0;
		while (parameter.find()) {
			parameters.put(parameter.group("name"), parameter.group("value"));
			end = parameter.end();
		}
		if (end < list.length()) {
			throw new AssertionError("Not a parameter: " + list.substring(end));
		}
		return parameters;
	}

	URI resourceMetadata() {
		return URI.create(this.parameters.get("resource_metadata"));
	}

}
