package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * URLs that the client may open, or the browser in its name. Servers choose most of them,
 * and {@code javascript:} or {@code file:} would run or read something on this machine.
 *
 * @see <a href=
 * "https://modelcontextprotocol.io/specification/2026-07-28/basic/security_best_practices">Security
 * best practices of MCP</a>
 */
final class SafeUrl {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	private SafeUrl() {
	}

	/**
	 * Lets pass what is encrypted, or stays on this machine.
	 */
	static URI check(URI uri) {
		boolean https = "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
		boolean loopback = "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null
				&& LOOPBACK.contains(uri.getHost());
		if (!https && !loopback) {
			throw new ClientFailure("Neither https nor http on this machine: " + uri);
		}
		return uri;
	}

	static URI parse(String uri) {
		try {
			return check(new URI(uri));
		}
		catch (URISyntaxException ex) {
			throw new ClientFailure("Not a URL: " + uri, ex);
		}
	}

}
