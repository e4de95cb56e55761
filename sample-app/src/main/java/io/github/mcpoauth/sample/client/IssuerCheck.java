package io.github.mcpoauth.sample.client;

import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer comes from the server that was asked. A client that talks to more
 * than one server could be made to carry the code of one to another (mix-up).
 *
 * @param expected the issuer that was asked
 * @param announced whether it says that its answers name it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9207.html#section-2.4">RFC 9207 section
 * 2.4</a>
 */
record IssuerCheck(String expected, boolean announced) {

	static IssuerCheck of(AuthorizationServerMetadata server) {
		return new IssuerCheck(server.getIssuer().getValue(), server.supportsAuthorizationResponseIssuerParam());
	}

	/**
	 * Compares as text: nothing is normalized.
	 * @param issuer the parameter {@code iss} of the answer, decoded
	 */
	void check(@Nullable String issuer) {
		if (issuer == null && this.announced) {
			throw new ClientFailure("The answer doesn't name its issuer, as the server says it does");
		}
		if (issuer != null && !issuer.equals(this.expected)) {
			throw new ClientFailure("The answer comes from another issuer than " + this.expected);
		}
	}

}
