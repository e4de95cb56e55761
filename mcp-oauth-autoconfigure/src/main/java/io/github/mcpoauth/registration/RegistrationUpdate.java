package io.github.mcpoauth.registration;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Sha256;

/**
 * What an update has to say of the registration that it replaces, and must not say.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7592#section-2.2">RFC 7592
 * section 2.2</a>
 */
final class RegistrationUpdate {

	private static final List<String> NOT_THE_CLIENTS = List.of("registration_access_token", "registration_client_uri",
			"client_secret_expires_at", "client_id_issued_at");

	private RegistrationUpdate() {
	}

	static void check(Map<String, @Nullable Object> members, Registration registration)
			throws ClientRegistrationException {
		MetadataReader reader = new MetadataReader(members);
		for (String name : NOT_THE_CLIENTS) {
			if (reader.has(name)) {
				throw MetadataReader.refused(name + " must not be in an update");
			}
		}
		if (!registration.clientId().equals(reader.text("client_id"))) {
			throw MetadataReader.refused("client_id must be the identifier of this client");
		}
		String secret = reader.text("client_secret");
		if (secret != null && !Sha256.matches(registration.secretHashes(), secret)) {
			throw MetadataReader.refused("client_secret must be the secret of this client, or be left out");
		}
	}

}
