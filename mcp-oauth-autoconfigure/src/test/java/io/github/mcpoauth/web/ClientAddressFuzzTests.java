package io.github.mcpoauth.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That whatever a proxy forwards as an address is counted for something, and that all
 * addresses of one IPv6 subscriber, however they are spelled, are counted for one.
 */
class ClientAddressFuzzTests {

	@FuzzTest
	void ofWhenAnyAddressThenOneKeyForASubscriber(FuzzedDataProvider data) throws UnknownHostException {
		byte[] address = data.consumeBytes(16);
		String text = data.consumeRemainingAsString();
		assertThat(of(text)).hasSizeLessThanOrEqualTo(Math.max(text.length(), 39));
		if (address.length == 16 && InetAddress.getByAddress(address) instanceof Inet6Address version6) {
			byte[] neighbour = address.clone();
			neighbour[15] ^= 1;
			String key = of(version6.getHostAddress());
			assertThat(of(InetAddress.getByAddress(neighbour).getHostAddress())).isEqualTo(key);
			assertThat(of("[" + version6.getHostAddress() + "]")).isEqualTo(key);
			byte[] other = address.clone();
			other[7] ^= 1;
			assertThat(of(InetAddress.getByAddress(other).getHostAddress())).isNotEqualTo(key);
		}
	}

	private static String of(String address) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setRemoteAddr(address);
		return ClientAddress.of(request);
	}

}
