package io.github.mcpoauth.registration;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.nimbusds.jose.jwk.JWKSet;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.web.Json;

/**
 * The public keys of a client that signs assertions: brought along, or where to fetch
 * them. Immutable.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-2">RFC 7591 section
 * 2</a>
 */
public final class ClientKeys {

	private final @Nullable JWKSet keys;

	private final @Nullable URI location;

	private ClientKeys(@Nullable JWKSet keys, @Nullable URI location) {
		this.keys = keys;
		this.location = location;
	}

	/**
	 * Reads the keys of a client that are configured.
	 * @param json a JWK Set of public keys
	 * @return the keys
	 * @throws IllegalArgumentException if it is no JWK Set, or has a key that is not
	 * public
	 */
	public static ClientKeys parse(String json) {
		Map<String, @Nullable Object> members = Json.readObject(json.getBytes(StandardCharsets.UTF_8));
		if (members == null) {
			throw new IllegalArgumentException("it is not one JSON object, or has a member twice");
		}
		try {
			JWKSet keys = ClientJwkSet.parse(members);
			if (keys.isEmpty()) {
				throw new IllegalArgumentException("its RSA keys have less than 2048 bits");
			}
			return of(keys);
		}
		catch (ClientRegistrationException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	static ClientKeys of(JWKSet keys) {
		return new ClientKeys(keys, null);
	}

	/**
	 * The keys of a client that are fetched when they are needed.
	 * @param location the https URL of a JWK Set, at a public address
	 * @return the keys
	 */
	public static ClientKeys at(URI location) {
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
