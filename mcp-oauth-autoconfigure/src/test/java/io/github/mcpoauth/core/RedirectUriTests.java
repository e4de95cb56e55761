package io.github.mcpoauth.core;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

	@ParameterizedTest
	@CsvSource({ "https://App.Example:8443/cb, app.example:8443", "http://127.0.0.1:1/cb, 127.0.0.1:1",
			"cursor://anysphere.cursor-mcp/cb, cursor:", "com.example.app:/cb, com.example.app:" })
	void destinationWhenShownToAPersonThenWhoGetsTheCode(String redirectUri, String destination) {
		assertThat(RedirectUri.parse(redirectUri).destination()).isEqualTo(destination);
	}

}
