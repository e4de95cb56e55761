package io.github.mcpoauth.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Finds the addresses of a host.
 */
@FunctionalInterface
interface HostResolver {

	/** The resolver of this machine. */
	HostResolver SYSTEM = InetAddress::getAllByName;

	/**
	 * Resolves a name.
	 * @param host the host as in a URI, or an address
	 * @return all its addresses
	 * @throws UnknownHostException if it has none
	 */
	InetAddress[] resolve(String host) throws UnknownHostException;

}
