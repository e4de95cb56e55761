package io.github.mcpoauth.authorizationserver;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Sha256;

/**
 * Who grants access, to what, and to whom. To whom is more than the client: a code for
 * the same client that goes to another host goes to somebody else. Immutable.
 *
 * @param principalName who grants it
 * @param clientId the identifier of the client
 * @param redirectHost where its codes go: scheme and host, with the port unless that is
 * the client's to choose, or a scheme alone
 * @param resource the resource that it is for
 */
record GrantKey(String principalName, String clientId, String redirectHost, String resource) {

	static GrantKey of(String principalName, String clientId, RedirectUri redirectUri, String resource) {
		return new GrantKey(principalName, clientId, host(redirectUri), resource);
	}

	private static String host(RedirectUri redirectUri) {
		String destination = redirectUri.destination();
		if (redirectUri.isLoopback()) {
			return redirectUri.scheme() + "://" + destination.replaceFirst(":\\d*$", "");
		}
		return redirectUri.scheme().equals("https") ? "https://" + destination : destination;
	}

	/**
	 * Identifies the key; 44 characters. Each part is hashed first, so that none of them
	 * reaches into the next.
	 */
	String id() {
		return Sha256.base64(Stream.of(this.principalName, this.clientId, this.redirectHost, this.resource)
			.map(Sha256::base64)
			.collect(Collectors.joining(" ")));
	}

}
