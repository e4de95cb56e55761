package io.github.mcpoauth.authorizationserver.registry;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.core.ResourceIdentifier;

/**
 * Where an MCP server can be that tokens are issued for.
 */
public final class ServerUrl {

	private ServerUrl() {
	}

	/**
	 * Reads the URL of a server.
	 * @param url what somebody says is its public URL
	 * @param httpAllowed whether one on another machine may be without TLS
	 * @return the identifier of the resource
	 * @throws IllegalArgumentException if no tokens can be issued for it; the message
	 * says why
	 */
	public static ResourceIdentifier parse(String url, boolean httpAllowed) {
		PublicUrls urls = PublicUrls.of(url);
		if (!urls.isSecure() && !urls.isLoopback() && !httpAllowed) {
			throw new IllegalArgumentException("tokens would be sent in plain http to another machine");
		}
		return urls.resource("/");
	}

}
