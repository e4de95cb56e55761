package io.github.mcpoauth.registration;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Whose documents are read: everybody's, or those of listed hosts. Immutable.
 */
public final class AllowedHosts {

	private static final String WILDCARD = "*.";

	private final List<String> entries;

	/**
	 * Makes a policy.
	 * @param entries host names, and {@code *.example.com} for all below one; none for
	 * any host
	 * @throws IllegalArgumentException if one of them is no host name; the message
	 * repeats it
	 */
	public AllowedHosts(Collection<String> entries) {
		this.entries = entries.stream().map((entry) -> entry.toLowerCase(Locale.ROOT)).toList();
		for (String entry : this.entries) {
			if (!entry.matches("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*") || entry.equals("*.")) {
				throw new IllegalArgumentException(entry);
			}
		}
	}

	/**
	 * Tells whether documents of a host are read.
	 * @param host the host in lower case
	 */
	boolean contains(String host) {
		return this.entries.isEmpty() || this.entries.stream()
			.anyMatch((entry) -> entry.startsWith(WILDCARD) ? host.endsWith(entry.substring(1)) : host.equals(entry));
	}

}
