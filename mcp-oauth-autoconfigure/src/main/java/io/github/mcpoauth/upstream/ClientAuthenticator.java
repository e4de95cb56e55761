package io.github.mcpoauth.upstream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * Shows the provider which client asks.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-2.3.1">RFC 6749
 * section 2.3.1</a>
 */
final class ClientAuthenticator {

	private final UpstreamRegistration registration;

	ClientAuthenticator(UpstreamRegistration registration) {
		this.registration = registration;
	}

	/**
	 * Adds what authenticates the client.
	 * @param supported the methods that the provider names
	 * @param form where what belongs into the body is added
	 * @return what belongs into the headers
	 */
	Map<String, String> authenticate(Set<String> supported, Map<String, String> form) {
		String clientId = this.registration.clientId();
		String secret = this.registration.clientSecret();
		ClientAuthenticationMethod method = method(supported);
		if (secret != null && method == ClientAuthenticationMethod.CLIENT_SECRET_BASIC) {
			byte[] credentials = (encode(clientId) + ":" + encode(secret)).getBytes(StandardCharsets.US_ASCII);
			return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
		}
		form.put("client_id", clientId);
		if (secret != null && method == ClientAuthenticationMethod.CLIENT_SECRET_POST) {
			form.put("client_secret", secret);
		}
		return Map.of();
	}

	private ClientAuthenticationMethod method(Set<String> supported) {
		if (this.registration.clientSecret() == null) {
			return ClientAuthenticationMethod.NONE;
		}
		if (this.registration.method() != null) {
			return this.registration.method();
		}
		// Where the provider says nothing it is the header (RFC 8414 section 2)
		return (supported.contains("client_secret_post") && !supported.contains("client_secret_basic"))
				? ClientAuthenticationMethod.CLIENT_SECRET_POST : ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
