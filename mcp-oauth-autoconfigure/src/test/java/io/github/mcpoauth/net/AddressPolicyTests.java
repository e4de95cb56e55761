package io.github.mcpoauth.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RFC 6890: the first and the last address of each block that is not public, and what is
 * just outside.
 */
@Tag("I1")
class AddressPolicyTests {

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
			"100.100.100.200", "127.0.0.0", "127.0.0.1", "127.255.255.255", "168.63.129.16", "169.254.0.0",
			"169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.255",
			"192.0.2.0", "192.0.2.255", "192.88.99.0", "192.88.99.255", "192.168.0.0", "192.168.255.255", "198.18.0.0",
			"198.19.255.255", "198.51.100.0", "198.51.100.255", "203.0.113.0", "203.0.113.255", "224.0.0.0",
			"239.255.255.255", "240.0.0.0", "255.255.255.255", "127.1", "2130706433" })
	void allowsWhenIpv4AddressIsSpecialThenFalse(String address) {
		assertThat(AddressPolicy.PUBLIC.allows(addresses(address))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
			"128.0.0.0", "168.63.129.15", "168.63.129.17", "169.253.255.255", "169.255.0.0", "172.15.255.255",
			"172.32.0.0", "191.255.255.255", "192.0.1.0", "192.0.1.255", "192.0.3.0", "192.88.98.255", "192.88.100.0",
			"192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0",
			"203.0.112.255", "203.0.114.0", "223.255.255.255" })
	void allowsWhenIpv4AddressIsPublicThenTrue(String address) {
		assertThat(AddressPolicy.PUBLIC.allows(addresses(address))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
			"64:ff9b::", "64:ff9b::127.0.0.1", "64:ff9b::10.1.2.3", "64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8",
			"64:ff9b:0:0:0:1:808:808", "100::1", "1fff:ffff::1", "2001::1", "2001:0:808:808::1", "2001:1ff:ffff::1",
			"2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2002::", "2002:7f00:1::1", "2002:808:808::1",
			"3fff::1", "3fff:fff:ffff::1", "4000::", "5f00::1", "fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1",
			"febf::1", "fec0::1", "ff02::1", "ffff::1" })
	void allowsWhenIpv6AddressIsSpecialThenFalse(String address) {
		assertThat(AddressPolicy.PUBLIC.allows(addresses(address))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "2000::", "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::1", "2001:db9::1",
			"2003::1", "2606:4700::1111", "3ffe:ffff::1", "3fff:1000::1", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8" })
	void allowsWhenIpv6AddressIsPublicThenTrue(String address) {
		assertThat(AddressPolicy.PUBLIC.allows(addresses(address))).isTrue();
	}

	@Test
	void allowsWhenMappedAddressStayedIpv6ThenFalse() throws Exception {
		byte[] mapped = HexFormat.of().parseHex("00000000000000000000ffff7f000001");
		assertThat(AddressPolicy.PUBLIC.allows(List.of(InetAddress.getByAddress(mapped)))).isFalse();
	}

	@Tag("I3")
	@ParameterizedTest
	@ValueSource(strings = { "8.8.8.8 10.0.0.1", "10.0.0.1 8.8.8.8", "8.8.8.8 ::1", "2606:4700::1111 127.0.0.1",
			"8.8.8.8 8.8.4.4 169.254.169.254" })
	void allowsWhenOneOfSeveralAddressesIsSpecialThenFalse(String addresses) {
		assertThat(AddressPolicy.PUBLIC.allows(addresses(addresses.split(" ")))).isFalse();
		assertThat(AddressPolicy.PUBLIC_OR_LOOPBACK.allows(addresses(addresses.split(" ")))).isFalse();
	}

	@Test
	void allowsWhenAllAddressesArePublicThenTrue() {
		assertThat(AddressPolicy.PUBLIC.allows(addresses("8.8.8.8", "2606:4700::1111"))).isTrue();
		assertThat(AddressPolicy.PUBLIC_OR_LOOPBACK.allows(addresses("8.8.8.8", "2606:4700::1111"))).isTrue();
	}

	@Test
	void allowsWhenThereIsNoAddressThenFalse() {
		assertThat(AddressPolicy.PUBLIC.allows(List.of())).isFalse();
		assertThat(AddressPolicy.PUBLIC_OR_LOOPBACK.allows(List.of())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.8.9.10", "::1", "127.0.0.1 ::1" })
	void allowsWhenLoopbackIsAllowedThenLoopbackAddresses(String addresses) {
		assertThat(AddressPolicy.PUBLIC_OR_LOOPBACK.allows(addresses(addresses.split(" ")))).isTrue();
		assertThat(AddressPolicy.PUBLIC.allows(addresses(addresses.split(" ")))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.0.0.0", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::", "fe80::1", "fd00::1",
			"127.0.0.1 10.0.0.1" })
	void allowsWhenLoopbackIsAllowedThenNoOtherSpecialAddress(String addresses) {
		assertThat(AddressPolicy.PUBLIC_OR_LOOPBACK.allows(addresses(addresses.split(" ")))).isFalse();
	}

	private static List<InetAddress> addresses(String... literals) {
		return Stream.of(literals).flatMap((literal) -> {
			try {
				return Arrays.stream(InetAddress.getAllByName(literal));
			}
			catch (UnknownHostException ex) {
				throw new AssertionError(ex);
			}
		}).toList();
	}

}
