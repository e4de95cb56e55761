package io.github.mcpoauth.core;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a redirect URI is refused or read as browsers read it. What browsers do is written
 * down here once more in the few lines that it takes where nothing has to be repaired;
 * the tests in a browser ask a real one.
 */
class RedirectUriFuzzTests {

	/** Where the WHATWG's parser sees the authority of an http or https URL. */
	private static final Pattern WEB = Pattern.compile("(?i)(https?):[/\\\\]*([^/\\\\?#]*)(.*)", Pattern.DOTALL);

	private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(?::(\\d*))?");

	@DictionaryEntries({ "http://", "https://", "localhost", "127.0.0.1", "[::1]", "app.example", "com.example.app:/",
			"0x7f", "%2e", "%5c", "\\", "@", ":443", "..", "xn--" })
	@FuzzTest
	void parseWhenAnyTextThenRefusedOrReadAsBrowsersDo(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		RedirectUri redirectUri;
		try {
			redirectUri = RedirectUri.parse(text);
		}
		catch (IllegalArgumentException ex) {
			assertThat(RedirectUri.isCovered(text, Stream.of(RedirectUri.parse("https://app.example/")))).isFalse();
			return;
		}
		assertThat(redirectUri).hasToString(text).isEqualTo(RedirectUri.parse(redirectUri.toString()));
		assertThat(redirectUri.matches(redirectUri)).isTrue();
		assertThat(text).matches("[!-~]{1,2048}").doesNotContain("#");
		assertThat(text.toLowerCase(Locale.ROOT)).startsWith(redirectUri.scheme() + ":");
		Matcher web = WEB.matcher(text);
		if (web.matches()) {
			checkWeb(redirectUri, web);
		}
		else {
			assertThat(redirectUri.destination()).isEqualTo(redirectUri.scheme() + ":");
			assertThat(redirectUri.isLoopback()).isFalse();
		}
	}

	private static void checkWeb(RedirectUri redirectUri, Matcher web) {
		Matcher authority = AUTHORITY.matcher(web.group(2));
		assertThat(authority.matches()).as("one host for everybody").isTrue();
		// A host whose last label is a number is an IPv4 address for browsers, in one
		// form
		if (authority.group(1).matches("(?i)(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?")) {
			assertThat(authority.group(1)).matches("((0|[1-9]\\d{0,2})(\\.(?=.)|$)){4}");
		}
		String port = authority.group(2);
		assertThat(redirectUri.destination()).isEqualTo(web.group(2).toLowerCase(Locale.ROOT));
		assertThat((port == null || port.isEmpty()) ? 0 : Long.parseLong(port)).isLessThanOrEqualTo(65535);
		if (redirectUri.isLoopback()) {
			assertThat(authority.group(1)).matches("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");
			RedirectUri other = RedirectUri.parse(web.group(1) + "://" + authority.group(1) + ":65535" + web.group(3));
			assertThat(other.matches(redirectUri)).isTrue();
		}
	}

}
