package io.github.mcpoauth.registration;

import java.util.List;

import io.github.mcpoauth.core.Sha256;

/**
 * What this server knows of the secret of a client: its hash. The secrets are random and
 * long, so a fast hash without a salt gives nothing away. Immutable.
 *
 * @param method how the client said that it sends the secret
 * @param hashes the hashes of the secrets that are accepted; without any, none is
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-2.3.1">RFC 6749
 * section 2.3.1</a>
 */
public record ClientSecret(String method, List<String> hashes) {

	/** In the {@code Authorization} header. */
	static final String BASIC = "client_secret_basic";

	/** In the body. */
	static final String POST = "client_secret_post";

	public ClientSecret {
		hashes = List.copyOf(hashes);
	}

	/**
	 * The ways to authenticate with a secret, for the metadata. Clients may use either,
	 * whatever they registered.
	 * @return their names
	 */
	public static List<String> methods() {
		return List.of(BASIC, POST);
	}

	/**
	 * Tells whether a secret is the client's.
	 * @param secret what somebody says is the secret
	 * @return whether it is; how long that takes says nothing about the hash
	 */
	public boolean matches(String secret) {
		return Sha256.matches(this.hashes, secret);
	}

	@Override
	public String toString() {
		return "ClientSecret[" + this.method + "]";
	}

}
