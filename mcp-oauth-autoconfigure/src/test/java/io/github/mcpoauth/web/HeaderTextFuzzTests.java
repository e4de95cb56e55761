package io.github.mcpoauth.web;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That headers are let in as Spring Security's firewall lets them in, in whichever
 * encoding they came.
 */
class HeaderTextFuzzTests {

	private static final StrictHttpFirewall PLATFORM = new StrictHttpFirewall();

	@FuzzTest
	void isValueWhenAnyTextThenAsThePlatformSays(byte[] input) {
		check(new String(input, StandardCharsets.UTF_8));
		check(new String(input, StandardCharsets.ISO_8859_1));
		check(new String(input, StandardCharsets.UTF_16BE));
	}

	private static void check(String text) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader("X-Header", text);
		assertThat(HeaderText.isValue(text)).isEqualTo(accepts(request, "X-Header"));
		assertThat(HeaderText.isName(text)).isEqualTo(accepts(request, text));
	}

	private static boolean accepts(MockHttpServletRequest request, String name) {
		try {
			PLATFORM.getFirewalledRequest(request).getHeader(name);
			return true;
		}
		catch (RequestRejectedException ex) {
			return false;
		}
	}

}
