package io.github.mcpoauth.resource;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.mcpoauth.core.LoopbackHosts;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.UriText;

/**
 * Which web pages may call the MCP endpoint: those of this application's own origin, the
 * configured ones, and those of the user's own machine if the server runs there too.
 * Everybody else may be a page that reached a local server by DNS rebinding. Immutable.
 *
 * @see <a href=
 * "https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning">MCP
 * transports, security warning</a>
 */
public final class AllowedOrigins {

	private final Set<String> origins;

	private final boolean anyLoopback;

	private final String usualHost;

	/**
	 * Makes the rule.
	 * @param urls where this application is reached
	 * @param additional further origins such as {@code https://app.example.com}
	 */
	public AllowedOrigins(PublicUrls urls, Collection<String> additional) {
		this.origins = additional.stream().map((origin) -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
		this.origins.add(urls.origin());
		this.anyLoopback = urls.isLoopback();
		this.usualHost = urls.origin().substring(urls.origin().indexOf("//") + 2);
	}

	boolean allows(String origin) {
		return this.origins.contains(origin.toLowerCase(Locale.ROOT)) || (this.anyLoopback && isLoopback(origin));
	}

	/**
	 * Tells whether the {@code Host} header may come from a person on this machine. Only
	 * a local server can say: a remote one may be behind a proxy that changes the header.
	 */
	boolean allowsHost(String host) {
		return !this.anyLoopback || host.equals(this.usualHost) || isLoopback("http://" + host);
	}

	private static boolean isLoopback(String origin) {
		try {
			URI uri = UriText.parse(origin);
			return uri.getHost() != null && LoopbackHosts.contains(uri.getHost()) && uri.getRawUserInfo() == null
					&& origin.equals(uri.getScheme() + "://" + uri.getRawAuthority());
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

}
