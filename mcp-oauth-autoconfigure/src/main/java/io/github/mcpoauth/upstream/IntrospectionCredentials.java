package io.github.mcpoauth.upstream;

import java.util.Map;
import java.util.Set;

/**
 * Shows an introspection endpoint who asks. Immutable; {@code toString} shows no secret.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7662#section-2.1">RFC 7662
 * section 2.1</a>
 */
public final class IntrospectionCredentials {

	private final Authentication authentication;

	private IntrospectionCredentials(Authentication authentication) {
		this.authentication = authentication;
	}

	/**
	 * The credentials of a client.
	 * @param registration the client
	 * @return the credentials
	 */
	public static IntrospectionCredentials client(UpstreamRegistration registration) {
		ClientAuthenticator authenticator = new ClientAuthenticator(registration);
		return new IntrospectionCredentials(authenticator::authenticate);
	}

	/**
	 * An access token of its own.
	 * @param token the token
	 * @return the credentials
	 */
	public static IntrospectionCredentials bearer(String token) {
		return new IntrospectionCredentials((supported, form) -> Map.of("Authorization", "Bearer " + token));
	}

	/**
	 * Adds what authenticates this server.
	 * @param supported the methods that the server names
	 * @param form where what belongs into the body is added
	 * @return what belongs into the headers
	 */
	Map<String, String> authenticate(Set<String> supported, Map<String, String> form) {
		return this.authentication.authenticate(supported, form);
	}

	@FunctionalInterface
	private interface Authentication {

		Map<String, String> authenticate(Set<String> supported, Map<String, String> form);

	}

}
