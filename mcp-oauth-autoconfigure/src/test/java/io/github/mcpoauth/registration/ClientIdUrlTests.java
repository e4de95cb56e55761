package io.github.mcpoauth.registration;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.mcpoauth.conformance.Checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Client ID Metadata Document section 3, and whose documents are read.
 */
class ClientIdUrlTests {

	@Checklist("B16")
	@ParameterizedTest
	@ValueSource(strings = { "https://app.example.com/client.json", "https://app.example.com:8443/a/b",
			"https://app.example.com:65535/a", "https://app.example.com:1/a", "https://app.example.com/a/",
			"https://app.example.com/a..b/.c/d.", "https://app.example.com/%41", "https://APP.example.com/Client",
			"https://[2606:4700::1111]/client", "https://xn--mnchen-3ya.example/c", "https://app.example.com/a;b=c" })
	void parseWhenUrlIsPlainThenKeptAsItIs(String value) {
		assertThat(ClientIdUrl.parse(value)).hasToString(value);
	}

	@Checklist("B16")
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			http://app.example.com/client.json       | does not start with https://
			HTTPS://app.example.com/client.json      | does not start with https://
			app.example.com/client.json              | does not start with https://
			https://app.example.com                  | no path
			https://app.example.com/                 | no path
			https://app.example.com/a?b=c            | query
			https://app.example.com/a?               | query
			https://app.example.com/a#b              | fragment
			https://app.example.com/a#               | fragment
			https://user@app.example.com/a           | user information
			https://user:secret@app.example.com/a    | user information
			https://@app.example.com/a               | user information
			https:///a                               | host
			https://a_b\\c.example/a                 | not a URL
			https://under_score.example.com./a       | host
			https://app.example.com./a               | host
			https://app..example.com/a               | host
			https://app.example.com:/a               | port
			https://app.example.com:0/a              | port
			https://app.example.com:65536/a          | port
			https://app.example.com/./a              | segment
			https://app.example.com/a/.              | segment
			https://app.example.com/../a             | segment
			https://app.example.com/a/..             | segment
			https://app.example.com/a/../b           | segment
			https://app.example.com/%2e/a            | segment
			https://app.example.com/%2E%2e/a         | segment
			https://app.example.com/.%2e/a           | segment
			https://app.example.com/a%2f..%2fb       | segment
			https://app.example.com/a%5C..%5Cb       | segment
			https://app.example.com/a b              | ASCII
			https://app.example.com/\u00e4           | ASCII
			https://app.ex\u0430mple.com/a           | ASCII
			https://app.example.com/%zz              | not a URL
			""")
	void parseWhenUrlCanBeReadInAnotherWayThenRefused(String value, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> ClientIdUrl.parse(value)).withMessageContaining(reason);
	}

	@Test
	void parseWhenUrlIsTooLongThenRefused() {
		String start = "https://app.example.com/";
		String longest = start + "a".repeat(500 - start.length());
		assertThat(ClientIdUrl.parse(longest)).hasToString(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> ClientIdUrl.parse(longest + "a"))
			.withMessageContaining("longer than 500");
	}

	@Test
	void hostOfWhenClientIsKnownByAUrlThenItsHost() {
		assertThat(ClientIdUrl.hostOf("https://APP.example.com:8443/a")).contains("app.example.com:8443");
		assertThat(ClientIdUrl.hostOf("a-sealed-identifier")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "app.example.com, true", "a.example.org, true", "a.b.example.org, true", "example.org, false",
			"evilexample.org, false", "app.example.com.evil.example, false", "xapp.example.com, false",
			"other.example.com, false" })
	void containsWhenHostsAreListedThenTheseAndNoOthers(String host, boolean allowed) {
		AllowedHosts hosts = new AllowedHosts(List.of("APP.example.com", "*.example.org"));
		assertThat(hosts.contains(host)).isEqualTo(allowed);
	}

	@Test
	void containsWhenNoHostIsListedThenAny() {
		assertThat(new AllowedHosts(List.of()).contains("whoever.example")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*", "*.", "https://app.example.com", "app.example.com/", "app.example.com:443",
			"a.*.example.com", "*example.com", ".example.com", "app.example.com." })
	void createWhenEntryIsNoHostThenRefused(String entry) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AllowedHosts(List.of(entry))).withMessage(entry);
	}

}
