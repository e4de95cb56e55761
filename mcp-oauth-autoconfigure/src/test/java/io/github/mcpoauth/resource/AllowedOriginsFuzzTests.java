package io.github.mcpoauth.resource;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.github.mcpoauth.core.PublicUrls;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a server on this machine takes nothing for this machine that a browser could have
 * got from elsewhere.
 */
class AllowedOriginsFuzzTests {

	private static final AllowedOrigins ORIGINS = new AllowedOrigins(PublicUrls.of("http://localhost:8080"),
			List.of("https://app.example"));

	@DictionaryEntries({ "http://", "https://", "localhost", "127.0.0.1", "[::1]", ":8080", "@", "/", "#", "?", "null",
			"https://app.example" })
	@FuzzTest
	void allowsWhenAnyHeaderThenNothingButThisMachineAndWhatIsConfigured(byte[] input) {
		String header = new String(input, StandardCharsets.ISO_8859_1);
		if (ORIGINS.allows(header)) {
			assertThat(header).matches(
					"(?i)https://app\\.example|[a-z][a-z0-9+.-]*://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d*)?");
		}
		if (ORIGINS.allowsHost(header)) {
			assertThat(header).matches("(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d*)?");
		}
	}

}
