package io.github.mcpoauth.observability.doctor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the doctor gets through any challenge of another server.
 */
class BearerHeaderFuzzTests {

	@DictionaryEntries({ "Bearer ", "Basic realm=\"a\", ", "resource_metadata=\"", "scope=\"", "error=invalid_token",
			"\\\"", ", ", " = " })
	@FuzzTest
	void ofWhenAnyHeaderThenReadOrSaidToBeMalformed(byte[] input) {
		String header = new String(input, StandardCharsets.ISO_8859_1);
		BearerHeader bearer = BearerHeader.of(List.of(header));
		if (bearer == null) {
			return;
		}
		assertThat(header.toLowerCase(Locale.ROOT)).contains("bearer");
		bearer.parameters().keySet().forEach((name) -> assertThat(name).matches("[!#$%&'*+.^_`|~0-9a-z-]+"));
	}

}
