package io.github.mcpoauth.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a client that writes its credentials as RFC 6749 section 2.3.1 has it is
 * understood, and that any other header is refused.
 */
class BasicCredentialsFuzzTests {

	@FuzzTest
	void ofWhenAnyHeaderThenCredentialsOrRefused(FuzzedDataProvider data) {
		String clientId = data.consumeString(40);
		String secret = data.consumeString(40);
		if (StandardCharsets.UTF_8.newEncoder().canEncode(clientId + secret)) {
			assertThat(of("Basic " + HttpHeaders.encodeBasicAuth(URLEncoder.encode(clientId, StandardCharsets.UTF_8),
					URLEncoder.encode(secret, StandardCharsets.UTF_8), StandardCharsets.UTF_8)))
				.isEqualTo(new BasicCredentials(clientId, secret));
		}
		String plain = data.consumeString(80);
		check("Basic " + HttpHeaders.encodeBasicAuth(plain.replace(":", ""), plain, StandardCharsets.UTF_8));
		check("Basic " + data.consumeString(80));
		check(data.consumeRemainingAsString());
	}

	private static void check(String header) {
		String claimed = BasicCredentials.claimedClientId(request(header));
		try {
			BasicCredentials credentials = of(header);
			assertThat(claimed).isEqualTo((credentials != null) ? credentials.clientId() : null);
		}
		catch (IllegalArgumentException ex) {
			assertThat(claimed).isNull();
		}
	}

	private static @Nullable BasicCredentials of(String header) {
		return BasicCredentials.of(request(header));
	}

	private static MockHttpServletRequest request(String header) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(HttpHeaders.AUTHORIZATION, header);
		return request;
	}

}
