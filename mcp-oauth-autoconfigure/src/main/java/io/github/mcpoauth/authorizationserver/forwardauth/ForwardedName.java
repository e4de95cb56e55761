package io.github.mcpoauth.authorizationserver.forwardauth;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names of users in headers, where only printable ASCII arrives everywhere as it was
 * sent: all else, and the percent sign, is percent-encoded as UTF-8.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-5.5">RFC 9110
 * section 5.5</a>
 */
final class ForwardedName {

	private ForwardedName() {
	}

	static String encode(String name) {
		StringBuilder encoded = new StringBuilder(name.length());
		for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
			if (octet > ' ' && octet < 0x7F && octet != '%') {
				encoded.append((char) octet);
			}
			else {
				encoded.append('%').append(String.format(Locale.ROOT, "%02X", octet));
			}
		}
		return encoded.toString();
	}

}
