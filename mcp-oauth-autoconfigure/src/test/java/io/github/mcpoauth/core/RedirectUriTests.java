package io.github.mcpoauth.core;

import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Redirect URIs (RFC 6749 section 3.1.2). What is refused is tested where clients
 * register.
 */
class RedirectUriTests {

	@Test
	void parseWhenLongerThanTheLimitThenRefused() {
		String longest = "https://a.example/" + "x".repeat(2048 - 18);
		assertThat(RedirectUri.parse(longest)).hasToString(longest);
		assertThatIllegalArgumentException().isThrownBy(() -> RedirectUri.parse(longest + "x"))
			.withMessageContaining("2048");
	}

	/**
	 * RFC 8252 section 7.3: the port of an http URI of the user's machine, nothing else.
	 */
	@Tag("A3")
	@Tag("A9")
	@ParameterizedTest
	@CsvSource({ "http://127.0.0.1:1/cb, http://127.0.0.1:2/cb, true",
			"http://localhost/cb, http://localhost:2/cb, true", "http://[::1]:1/cb?a=b, http://[::1]/cb?a=b, true",
			"http://127.0.0.1/cb, http://localhost/cb, false", "http://127.0.0.1/cb, http://127.0.0.1/cb/, false",
			"http://127.0.0.1/cb, http://127.0.0.1/cb?a=b, false",
			"https://localhost:1/cb, https://localhost:2/cb, false", "http://localhost/cb, https://localhost/cb, false",
			"https://a.example/cb, https://a.example/cb, true",
			"https://a.example/cb, https://a.example:8443/cb, false",
			"https://a.example/cb, https://a.example:443/cb, false",
			"https://a.example/cb, https://A.example/cb, false", "com.example.app:/cb, com.example.app:/cb, true",
			"com.example.app:/cb, com.example.app:/cb2, false",
			"com.example.app://a:1/cb, com.example.app://a:2/cb, false" })
	void matchesWhenRequestedThenEqualButForThePortOfALoopbackUri(String registered, String requested,
			boolean matches) {
		assertThat(RedirectUri.isCovered(requested, Stream.of(RedirectUri.parse(registered)))).isEqualTo(matches);
	}

	@ParameterizedTest
	@CsvSource({ "https://App.Example:8443/cb, app.example:8443", "http://127.0.0.1:1/cb, 127.0.0.1:1",
			"cursor://anysphere.cursor-mcp/cb, cursor:", "com.example.app:/cb, com.example.app:" })
	void destinationWhenShownToAPersonThenWhoGetsTheCode(String redirectUri, String destination) {
		assertThat(RedirectUri.parse(redirectUri).destination()).isEqualTo(destination);
	}

	/** Browsers drop some of them, so that another URI would be compared than is used. */
	@Tag("A11")
	@ParameterizedTest
	@ValueSource(strings = { "https://a.example/c b", "https://a.example/c\u007fb", "https://a.example/c\u00e4b",
			"https://a.example/c\tb", "\nhttps://a.example/cb" })
	void parseWhenCharacterIsNotPrintableAsciiThenRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> RedirectUri.parse(value))
			.withMessageContaining("printable ASCII");
		assertThat(RedirectUri.parse("https://a.example/!~")).hasToString("https://a.example/!~");
	}

	@ParameterizedTest
	@CsvSource({ "https://[::99999999999.1.1.1]/cb, is not a URI", "/cb, absolute", "urn:cb, neither host nor path",
			"app:cb, neither host nor path", "https://a.example/cb#, fragment",
			"https://u@a.example/cb, user information", "https:/cb, valid host",
			"http://[fe80::1%25eth0]/cb, valid host", "https://2130706433/cb, disguise",
			"https://a.example:65536/, 65535" })
	void parseWhenPartiesWouldReadItDifferentlyThenRefused(String value, String problem) {
		assertThatIllegalArgumentException().isThrownBy(() -> RedirectUri.parse(value)).withMessageContaining(problem);
	}

	@Test
	void isLoopbackWhenHttpAtThisMachineThenTrue() {
		assertThat(RedirectUri.parse("http://127.0.0.1/cb").isLoopback()).isTrue();
		assertThat(RedirectUri.parse("https://127.0.0.1/cb").isLoopback()).isFalse();
		assertThat(RedirectUri.parse("http://a.example:65535/cb").isLoopback()).isFalse();
	}

	@Test
	void equalsWhenSameCharactersThenSameUri() {
		RedirectUri uri = RedirectUri.parse("http://127.0.0.1:1/cb");
		assertThat(uri).isEqualTo(RedirectUri.parse("http://127.0.0.1:1/cb"))
			.hasSameHashCodeAs(RedirectUri.parse("http://127.0.0.1:1/cb"));
		assertThat(uri).isNotEqualTo(RedirectUri.parse("http://127.0.0.1:2/cb")).isNotEqualTo(uri.toString());
	}

}
