package io.github.mcpoauth.web;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom a request is counted for.
 */
@Tag("K15")
class ClientAddressTests {

	@ParameterizedTest
	@CsvSource({ "192.0.2.1, 192.0.2.1", "::ffff:192.0.2.1, 192.0.2.1", "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
			"2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2::/64", "2001:db8:1:3:3:4:5:6, 2001:db8:1:3::/64",
			"2001:0db8:0001:0002:0:0:0:1, 2001:db8:1:2::/64", "[2001:db8:1:2::1], 2001:db8:1:2::/64",
			"2001:db8::1, 2001:db8:0:0::/64", "::1, 0:0:0:0::/64", "0:0:0:0:0:0:0:1, 0:0:0:0::/64",
			"fe80::1%eth0, fe80:0:0:0::/64", "1::2:3:4:5:6:7, 1:0:2:3::/64", "::2:3:4:5:6:7:8, 0:2:3:4::/64",
			"unknown, unknown", "1:2, 1:2", "192.0.2.1:5678, 192.0.2.1", "2001:DB8:1:2::1, 2001:db8:1:2::/64" })
	void ofWhenAddressIsKnownThenTheSubscriber(String address, String subscriber) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setRemoteAddr(address);
		request.addHeader("X-Forwarded-For", "198.51.100.1");
		assertThat(ClientAddress.of(request)).isEqualTo(subscriber);
	}

}
