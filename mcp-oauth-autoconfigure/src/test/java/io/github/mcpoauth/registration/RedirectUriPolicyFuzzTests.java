package io.github.mcpoauth.registration;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.github.mcpoauth.core.RedirectUri;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That whatever may be registered goes to a web site by https, to this machine, or to an
 * application by a scheme that is allowed, and that nothing runs in the browser.
 */
class RedirectUriPolicyFuzzTests {

	private static final RedirectUriPolicy POLICY = new RedirectUriPolicy(List.of("cursor", "vscode"));

	@DictionaryEntries({ "http://", "https://", "localhost", "127.0.0.1", "[::1]", "app.example", "com.example.app:/",
			"cursor://", "vscode:", "javascript:", "data:text/html,", "view-source:", "//", "a.b:" })
	@FuzzTest
	void parseWhenAnyTextThenRefusedOrAnAllowedKindOfTarget(byte[] input) {
		RedirectUri redirectUri;
		try {
			redirectUri = POLICY.parse(new String(input, StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageMatching("[!-~ ]+");
			return;
		}
		assertThat(redirectUri.scheme()).matches("https?|cursor|vscode|[a-z][a-z0-9+-]*\\.[a-z0-9+.-]*");
		if (redirectUri.scheme().equals("http")) {
			assertThat(redirectUri.destination()).matches("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d*)?");
		}
	}

}
