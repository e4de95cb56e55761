package io.github.mcpoauth.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.github.mcpoauth.core.Scopes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a challenge has its parameters, and none more, for whoever reads it by the grammar
 * of RFC 9110, whatever stands in the description and wherever the metadata is.
 */
class BearerChallengeFuzzTests {

	@FuzzTest
	void toStringWhenAnyValuesThenAParserReadsThem(FuzzedDataProvider data) {
		String error = data.pickValue(List.of("invalid_token", "insufficient_scope"));
		String url = "https://mcp.example/" + data.consumeAsciiString(40).replaceAll("[^!-~]|[\"\\\\]", "");
		List<String> tokens = Stream.generate(() -> data.consumeString(12))
			.limit(data.consumeInt(0, 4))
			.filter(Scopes::isToken)
			.distinct()
			.toList();
		String description = data.consumeRemainingAsString();
		String header = BearerChallenge.withError(error, description, url, Scopes.of(tokens)).toString();
		assertThat(header).matches("[!-~ ]+");
		Map<String, String> parameters = new QuotedParameters(header, "Bearer ").read();
		Map<String, String> expected = new LinkedHashMap<>();
		expected.put("error", error);
		expected.put("error_description", shown(description));
		expected.put("resource_metadata", url);
		if (!tokens.isEmpty()) {
			expected.put("scope", String.join(" ", tokens));
		}
		assertThat(parameters).isEqualTo(expected);
	}

	/** What RFC 6750 section 3 does not allow in a description is replaced in place. */
	private static String shown(String description) {
		StringBuilder shown = new StringBuilder();
		description.codePoints()
			.forEach((c) -> shown
				.append((c == '"' || c == '\\') ? '\'' : (c < 0x20) ? ' ' : (c > 0x7e) ? '?' : (char) c));
		return shown.toString();
	}

	/**
	 * A strict reader of one challenge whose parameters are quoted strings (RFC 9110
	 * sections 5.6.4 and 11.6.1).
	 */
	private static final class QuotedParameters {

		private final String header;

		private int position;

		QuotedParameters(String header, String scheme) {
			assertThat(header).startsWith(scheme);
			this.header = header;
			this.position = scheme.length();
		}

		Map<String, String> read() {
			Map<String, String> parameters = new LinkedHashMap<>();
			while (true) {
				int equals = this.header.indexOf('=', this.position);
				String name = this.header.substring(this.position, equals);
				assertThat(name).matches("[a-z_]+").isNotIn(parameters.keySet());
				this.position = equals + 1;
				parameters.put(name, quotedString());
				if (this.position == this.header.length()) {
					return parameters;
				}
				assertThat(this.header.startsWith(", ", this.position)).as(this.header).isTrue();
				this.position += 2;
			}
		}

		private String quotedString() {
			assertThat(next()).isEqualTo('"');
			StringBuilder text = new StringBuilder();
			for (char c = next(); c != '"'; c = next()) {
				text.append((c != '\\') ? c : next());
			}
			return text.toString();
		}

		private char next() {
			return this.header.charAt(this.position++);
		}

	}

}
