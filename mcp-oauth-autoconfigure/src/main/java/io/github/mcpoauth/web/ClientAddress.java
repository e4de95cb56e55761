package io.github.mcpoauth.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Whom a request is counted for: the address that the web server says it comes from. What
 * proxies say in headers counts only where the web server is told to believe it
 * ({@code server.forward-headers-strategy}), for anybody can send such a header.
 */
final class ClientAddress {

	/** What one subscriber has: a key for each of its addresses would be none at all. */
	private static final int SUBSCRIBER_GROUPS = 4;

	private static final int GROUPS = 8;

	/** Also in the form of IPv6, and with the port that some proxies add. */
	private static final Pattern VERSION_4 = Pattern
		.compile("(?:[0-9a-fA-F:]*:)?(\\d+\\.\\d+\\.\\d+\\.\\d+)(?::\\d+)?");

	private static final Pattern VERSION_6 = Pattern.compile("(?=.*::|(?:[^:]+:){7}[^:]+$)[0-9a-fA-F:]{2,39}");

	private ClientAddress() {
	}

	/**
	 * The address of a request.
	 * @param request the request
	 * @return an IPv4 address, the first half of an IPv6 address, or whatever else the
	 * web server takes for an address
	 */
	static String of(HttpServletRequest request) {
		String address = String.valueOf(request.getRemoteAddr());
		Matcher version4 = VERSION_4.matcher(address);
		if (version4.matches()) {
			return version4.group(1);
		}
		String version6 = address.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|%.*", "");
		return VERSION_6.matcher(version6).matches() ? subscriber(version6) : address;
	}

	private static String subscriber(String address) {
		String[] halves = address.split("::", 2);
		List<String> groups = new ArrayList<>(groups(halves[0]));
		List<String> after = (halves.length > 1) ? groups(halves[1]) : List.of();
		groups.addAll(Collections.nCopies(Math.max(0, GROUPS - groups.size() - after.size()), "0"));
		groups.addAll(after);
		return groups.stream()
			.limit(SUBSCRIBER_GROUPS)
			.map((group) -> group.replaceFirst("^0+(?=.)", "") + ":")
			.collect(Collectors.joining("", "", ":/64"));
	}

	private static List<String> groups(String half) {
		return half.isEmpty() ? List.of() : List.of(half.split(":"));
	}

}
