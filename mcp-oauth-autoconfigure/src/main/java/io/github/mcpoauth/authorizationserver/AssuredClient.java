package io.github.mcpoauth.authorizationserver;

import java.util.Locale;
import java.util.TreeSet;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

import io.github.mcpoauth.core.LoopbackHosts;
import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.core.Sha256;

/**
 * Whether it is sure that a client is the one that it says it is. It says so with its
 * identifier, which is no secret: it stands in the address of every authorization
 * request, in the history of the browser and, for a Client ID Metadata Document, on the
 * web.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8252#section-8.6">RFC 8252
 * section 8.6</a>
 */
final class AssuredClient {

	private AssuredClient() {
	}

	/**
	 * Whether nobody else gets a token with the identifier of a client: either the client
	 * has to authenticate, or its codes go to a host of the web, which is its own. Any
	 * program on a person's machine can listen at a loopback address and claim a scheme.
	 */
	static boolean isAssured(RegisteredClient client, RedirectUri redirectUri) {
		return isConfidential(client) || isOnTheWeb(redirectUri);
	}

	private static boolean isConfidential(RegisteredClient client) {
		return !client.getClientAuthenticationMethods().isEmpty()
				&& !client.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE);
	}

	private static boolean isOnTheWeb(RedirectUri redirectUri) {
		String host = redirectUri.destination().replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
		return redirectUri.scheme().equals("https") && !LoopbackHosts.contains(host);
	}

	/**
	 * Changes with what a person was told about a client: its name, where its codes may
	 * go, and whether it has to authenticate.
	 */
	static String fingerprint(RegisteredClient client) {
		return Sha256.base64(Sha256.base64(client.getClientName()) + " " + isConfidential(client) + " "
				+ String.join(" ", new TreeSet<>(client.getRedirectUris())));
	}

}
