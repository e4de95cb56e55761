package io.github.mcpoauth.registration;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a client identifier is refused, or is a URL that nobody on the way reads as
 * another one.
 */
class ClientIdUrlFuzzTests {

	@DictionaryEntries({ "https://", "HTTPS://", "app.example", "/client.json", "/../", "/%2e%2e/", "%2F", "%5C", "?a",
			"#a", "user@", ":443", ":0", "[::1]", "." })
	@FuzzTest
	void parseWhenAnyTextThenRefusedOrOneUrlForEverybody(byte[] input) {
		String text = new String(input, StandardCharsets.UTF_8);
		ClientIdUrl url;
		try {
			url = ClientIdUrl.parse(text);
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageMatching("[!-~ ]+");
			return;
		}
		assertThat(url).hasToString(text);
		assertThat(url.uri()).hasToString(text);
		assertThat(text).matches("https://[A-Za-z0-9.:\\[\\]-]+/[^?#\\\\]+");
		assertThat(url.uri().normalize().getRawPath().startsWith("/../")).isFalse();
		List<String> segments = List.of(decoded(url.uri()).split("[/\\\\]"));
		assertThat(segments).doesNotContain(".", "..");
		assertThat(url.hasOriginOf(url.uri())).isTrue();
		assertThat(ClientIdUrl.hostOf(text)).hasValueSatisfying((host) -> assertThat(host).startsWith(url.host()));
	}

	private static String decoded(URI uri) {
		return URLDecoder.decode(uri.getRawPath(), StandardCharsets.ISO_8859_1);
	}

}
