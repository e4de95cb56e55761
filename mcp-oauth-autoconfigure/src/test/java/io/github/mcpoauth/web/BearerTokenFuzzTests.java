package io.github.mcpoauth.web;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a header is a token behind the scheme, or none.
 */
class BearerTokenFuzzTests {

	@DictionaryEntries({ "Bearer ", "bearer ", "Basic " })
	@FuzzTest
	void ofWhenAnyHeaderThenWhatStandsBehindTheSchemeOrNothing(byte[] input) {
		String header = new String(input, StandardCharsets.UTF_8);
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(HttpHeaders.AUTHORIZATION, header);
		String token = BearerToken.of(request);
		boolean bearer = header.matches("(?is)bearer .*") && !header.substring(7).isBlank();
		assertThat(token).isEqualTo(bearer ? header.substring(7).strip() : null);
	}

}
