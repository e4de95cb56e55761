package io.github.mcpoauth.resource;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the token is read as Spring Security reads it (RFC 6750 section 2.1).
 */
@Tag("G13")
class BearerCredentialsTests {

	private static final long SEED = 6750;

	private final DefaultBearerTokenResolver platform = new DefaultBearerTokenResolver();

	@ParameterizedTest
	@ValueSource(strings = { "Bearer abc", "bearer abc", "BEARER abc", "Bearer", "Bearer ", "Bearer  abc",
			"Bearer\tabc", "Bearer abc ", "Bearerabc", "Bearers abc", "Bearer abc=", "Bearer abc===", "Bearer ab=c",
			"Bearer =", "Bearer ==", "Bearer a,b", "Bearer a b", "Bearer abc\n", "Bearer \u00e9", "Bearer \u0130",
			"Bearer a\u0080", "Bearer a\ud83d\ude00", "Basic YTpi", "", "Bear", " Bearer abc", "Bearer -._~+/aZ09",
			"Bearer abc, Bearer def" })
	void tokenWhenHeaderIsUnusualThenAsThePlatformReadsIt(String header) {
		assertThat(own(header)).isEqualTo(platform(header));
	}

	@Test
	void tokenWhenAnyCharacterThenAsThePlatformReadsIt() {
		Stream<String> headers = IntStream.rangeClosed(0, Character.MAX_VALUE)
			.mapToObj((character) -> "Bearer a" + (char) character + "b");
		assertThat(headers.filter((header) -> !own(header).equals(platform(header)))).isEmpty();
	}

	@Test
	void tokenWhenHeaderIsRandomThenAsThePlatformReadsIt() {
		Random random = new Random(SEED);
		Stream<String> headers = Stream.generate(() -> random(random)).limit(100_000);
		assertThat(headers.filter((header) -> !own(header).equals(platform(header)))).isEmpty();
	}

	private static String random(Random random) {
		String alphabet = "Bearer bEARER=== .-_~+/,;\"\\\tAz09";
		StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "Bearer " : "");
		random.ints(random.nextInt(8), 0, alphabet.length()).forEach((index) -> text.append(alphabet.charAt(index)));
		return text.toString();
	}

	private static String own(String header) {
		return result(() -> BearerCredentials.token(header));
	}

	private String platform(String header) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(HttpHeaders.AUTHORIZATION, header);
		return result(() -> this.platform.resolve(request));
	}

	private static String result(Reader reader) {
		try {
			return "token " + reader.read();
		}
		catch (OAuth2AuthenticationException ex) {
			return ex.getError().getErrorCode() + " " + ex.getError().getDescription();
		}
	}

	/**
	 * Reads a token.
	 */
	private interface Reader {

		@Nullable String read();

	}

}
