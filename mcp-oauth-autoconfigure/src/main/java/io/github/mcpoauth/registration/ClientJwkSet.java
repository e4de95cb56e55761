package io.github.mcpoauth.registration;

import java.text.ParseException;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys that a client publishes. Who publishes a private or symmetric key has
 * made a mistake that lets everybody act in its name, so then none of them counts.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7517#section-5">RFC 7517 section
 * 5</a>
 */
final class ClientJwkSet {

	private static final int MAX_KEYS = 20;

	private static final int MIN_RSA_BITS = 2048;

	private ClientJwkSet() {
	}

	/**
	 * Reads a JWK Set.
	 * @param members its members
	 * @return the keys that are strong enough to verify with (RFC 7518 section 3.3)
	 * @throws ClientRegistrationException if it is none, or not public
	 */
	static JWKSet parse(Map<String, @Nullable Object> members) throws ClientRegistrationException {
		if (!(members.get("keys") instanceof List<?> keys) || keys.isEmpty() || keys.size() > MAX_KEYS) {
			throw MetadataReader.refused("The JWK Set must have 1 to " + MAX_KEYS + " keys");
		}
		List<JWK> parsed;
		try {
			parsed = JWKSet.parse(members).getKeys();
		}
		catch (ParseException | RuntimeException ex) { // of a wrong type
			throw MetadataReader.refused("The JWK Set is not valid");
		}
		// An oct key is its own secret; isPrivate says so
		if (parsed.stream().anyMatch(JWK::isPrivate)) {
			throw MetadataReader.refused("The JWK Set has a private or symmetric key; replace it");
		}
		return new JWKSet(parsed.stream().filter(ClientJwkSet::isStrong).toList());
	}

	private static boolean isStrong(JWK key) {
		return !(key instanceof RSAKey) || key.size() >= MIN_RSA_BITS;
	}

}
