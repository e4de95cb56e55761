package io.github.mcpoauth.resource;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That tokens are read as Spring Security reads them, whatever the header is.
 */
class BearerCredentialsFuzzTests {

	private static final DefaultBearerTokenResolver PLATFORM = new DefaultBearerTokenResolver();

	@DictionaryEntries({ "Bearer ", "bearer", "BEARER ", "===", "Basic " })
	@FuzzTest
	void tokenWhenAnyHeaderThenAsThePlatformReadsIt(byte[] input) {
		String header = new String(input, StandardCharsets.UTF_8);
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(HttpHeaders.AUTHORIZATION, header);
		assertThat(result(() -> BearerCredentials.token(header))).isEqualTo(result(() -> PLATFORM.resolve(request)));
	}

	private static String result(Supplier<String> reader) {
		try {
			return "token " + reader.get();
		}
		catch (OAuth2AuthenticationException ex) {
			return ex.getError().getErrorCode() + " " + ex.getError().getDescription();
		}
	}

}
