package io.github.mcpoauth.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a stranger may have this server connect to: those that everybody on the
 * Internet can reach. What only this server reaches, beginning with itself and the
 * metadata service of its cloud, would answer questions that the stranger can't ask.
 * Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6890#section-2.2">RFC 6890
 * section 2.2</a>
 */
enum AddressPolicy {

	/** Public addresses. */
	PUBLIC,

	/** Public addresses, and this machine's loopback addresses. */
	PUBLIC_OR_LOOPBACK;

	// 168.63.129.16 is Azure's own, reachable from inside only although its block is not
	private static final List<AddressRange> SPECIAL_IPV4 = ranges("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10",
			"127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
			"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
			"240.0.0.0/4");

	/** All that is assigned to hosts; private, local and multicast addresses are not. */
	private static final AddressRange GLOBAL_IPV6 = AddressRange.of("2000::/3");

	// Teredo, benchmarks, ORCHID and others; documentation; 6to4, which is retired and
	// leads to an IPv4 address
	private static final List<AddressRange> SPECIAL_IPV6 = ranges("2001::/23", "2001:db8::/32", "2002::/16",
			"3fff::/20");

	/** Where a network has no IPv4, its resolver gives all IPv4 hosts such addresses. */
	private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

	private static final int IPV4_LENGTH = 4;

	/**
	 * Tells whether a name with these addresses may be connected to. All of them have to
	 * be allowed, and of one kind: which of them is used is chance.
	 */
	boolean allows(List<InetAddress> addresses) {
		if (addresses.isEmpty()) {
			return false;
		}
		boolean local = this == PUBLIC_OR_LOOPBACK && addresses.stream().allMatch(InetAddress::isLoopbackAddress);
		return local || addresses.stream().map(InetAddress::getAddress).allMatch(AddressPolicy::isPublic);
	}

	private static boolean isPublic(byte[] address) {
		if (address.length == IPV4_LENGTH) {
			return SPECIAL_IPV4.stream().noneMatch((range) -> range.contains(address));
		}
		if (NAT64.contains(address)) {
			return isPublic(Arrays.copyOfRange(address, address.length - IPV4_LENGTH, address.length));
		}
		return GLOBAL_IPV6.contains(address) && SPECIAL_IPV6.stream().noneMatch((range) -> range.contains(address));
	}

	private static List<AddressRange> ranges(String... notations) {
		return Stream.of(notations).map(AddressRange::of).toList();
	}

}
