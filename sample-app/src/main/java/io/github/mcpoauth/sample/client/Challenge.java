package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.oauth2.sdk.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What a server says in {@code WWW-Authenticate: Bearer} of a 401 or 403.
 *
 * @param parameters the parameters by their names; none if there is no such challenge
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110.html#section-11.6.1">RFC 9110
 * section 11.6.1</a>
 */
record Challenge(Map<String, String> parameters) {

	private static final Pattern BEARER = Pattern.compile("(?:^|,)\\s*Bearer(?:\\s+|$)", Pattern.CASE_INSENSITIVE);

	private static final Pattern PARAMETER = Pattern
		.compile("\\G[\\s,]*(?<name>[\\w-]+)\\s*=\\s*(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<token>[^\\s,\"]+))");

	static Challenge of(HttpHeaders headers) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String header : headers.allValues("WWW-Authenticate")) {
			Matcher bearer = BEARER.matcher(header);
			if (bearer.find()) {
				parameters.putAll(parameters(header.substring(bearer.end())));
			}
		}
		return new Challenge(Collections.unmodifiableMap(parameters));
	}

	private static Map<String, String> parameters(String text) {
		Map<String, String> parameters = new LinkedHashMap<>();
		Matcher parameter = PARAMETER.matcher(text);
		while (parameter.find()) {
			String quoted = parameter.group("quoted");
			parameters.put(parameter.group("name").toLowerCase(Locale.ROOT),
					(quoted != null) ? quoted.replaceAll("\\\\(.)", "$1") : parameter.group("token"));
		}
		return parameters;
	}

	@Nullable URI resourceMetadata() {
		String uri = this.parameters.get("resource_metadata");
		return (uri != null) ? SafeUrl.parse(uri) : null;
	}

	Scope scope() {
		Scope scope = Scope.parse(this.parameters.get("scope"));
		return (scope != null) ? scope : new Scope();
	}

	boolean isInsufficientScope() {
		return "insufficient_scope".equals(this.parameters.get("error"));
	}

}
