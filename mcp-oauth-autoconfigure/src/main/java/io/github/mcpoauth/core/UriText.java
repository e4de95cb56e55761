package io.github.mcpoauth.core;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Reads URIs that come from a stranger.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc3986">RFC 3986</a>
 */
public final class UriText {

	private UriText() {
	}

	/**
	 * Reads a URI. {@link URI#URI(String)} does the same, but for an IPv6 address with a
	 * number in it that is too large, such as {@code http://[::99999999999.1.1.1]}, on
	 * which it fails with an exception that it does not declare.
	 * @param text any text
	 * @return the URI
	 * @throws URISyntaxException if it is none
	 */
	public static URI parse(String text) throws URISyntaxException {
		try {
			return new URI(text);
		}
		catch (NumberFormatException ex) {
			throw new URISyntaxException(text, "Malformed IPv6 address");
		}
	}

}
