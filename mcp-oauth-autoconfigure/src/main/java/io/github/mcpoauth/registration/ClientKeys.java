package io.github.mcpoauth.registration;

import java.net.URI;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of a client that signs assertions: brought along, or where to fetch
 * them. Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-2">RFC 7591 section
 * 2</a>
 */
final class ClientKeys {

	private final @Nullable JWKSet keys;

	private final @Nullable URI location;

	private ClientKeys(@Nullable JWKSet keys, @Nullable URI location) {
		this.keys = keys;
		this.location = location;
	}

	static ClientKeys of(JWKSet keys) {
		return new ClientKeys(keys, null);
	}

	static ClientKeys at(URI location) {
		return new ClientKeys(null, location);
	}

	/** The keys, or {@code null} if they have to be fetched. */
	@Nullable JWKSet keys() {
		return this.keys;
	}

	/** Where to fetch the keys, or {@code null} if they are known. */
	@Nullable URI location() {
		return this.location;
	}

}
