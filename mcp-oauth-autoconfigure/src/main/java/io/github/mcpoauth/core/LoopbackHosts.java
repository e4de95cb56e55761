package io.github.mcpoauth.core;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which host names in a URI mean this very machine. Only spellings that every party reads
 * alike count: {@code localhost}, a dotted quad in 127.0.0.0/8, and {@code [::1]}. Short,
 * octal, hexadecimal and mapped forms do not, because URI parsers and browsers disagree
 * about them.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8252#section-7.3">RFC 8252
 * section 7.3</a>
 */
public final class LoopbackHosts {

	private static final String OCTET = "(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";

	private static final Pattern QUAD = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

	private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

	private LoopbackHosts() {
	}

	/**
	 * Tells whether the host is a loopback host.
	 * @param host a host as in a URI, IPv6 addresses in brackets
	 * @return whether it is this machine
	 */
	public static boolean contains(String host) {
		String lower = host.toLowerCase(Locale.ROOT);
		return lower.equals("localhost") || lower.equals("[::1]")
				|| (lower.startsWith("127.") && QUAD.matcher(lower).matches());
	}

	/**
	 * Tells whether browsers would read the host as an IPv4 address that other parsers
	 * take for a name, such as {@code 127.1}, {@code 0x7f.1} or {@code 2130706433}.
	 * @param host a host as in a URI
	 * @return whether the host is a number in disguise
	 * @see <a href="https://url.spec.whatwg.org/#ends-in-a-number-checker">WHATWG URL</a>
	 */
	static boolean isDisguisedAddress(String host) {
		return ENDS_IN_NUMBER.matcher(host).matches() && !QUAD.matcher(host).matches();
	}

}
