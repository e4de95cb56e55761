package io.github.mcpoauth.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A block of addresses, written as {@code 10.0.0.0/8}. Immutable.
 */
final class AddressRange {

	private final byte[] network;

	private final int prefixLength;

	private AddressRange(byte[] network, int prefixLength) {
		this.network = network;
		this.prefixLength = prefixLength;
	}

	static AddressRange of(String notation) {
		String[] parts = notation.split("/");
		try {
			return new AddressRange(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException(notation, ex);
		}
	}

	/**
	 * Tells whether the block holds an address.
	 * @param address 4 or 16 bytes, as many as those of the block
	 */
	boolean contains(byte[] address) {
		int whole = this.prefixLength / 8;
		for (int i = 0; i < whole; i++) {
			if (address[i] != this.network[i]) {
				return false;
			}
		}
		int rest = this.prefixLength % 8;
		int mask = 0xff << (8 - rest);
		return rest == 0 || (address[whole] & mask) == (this.network[whole] & mask);
	}

}
