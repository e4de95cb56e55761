package io.github.mcpoauth.registration;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;

/**
 * Registrations as sealed text. Sealed is also what is no secret: who can write to a
 * store must not be able to send the codes of a client elsewhere, or to give it a secret
 * of his own. Thread-safe.
 */
final class RegistrationCodec {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Sealer sealer;

	RegistrationCodec(Sealer sealer) {
		this.sealer = sealer;
	}

	/** Writes all but when the client was last used, which changes without it. */
	String encode(Registration registration) {
		Content content = new Content(registration.clientId(), registration.version(),
				registration.issuedAt().getEpochSecond(),
				(registration.expiresAt() != null) ? registration.expiresAt().getEpochSecond() : null,
				registration.metadata(), registration.secretHashes(), registration.accessTokenHashes());
		return this.sealer.seal(SealPurpose.REGISTRATION, JSON.writeValueAsBytes(content), null);
	}

	/**
	 * Reads a registration.
	 * @return the registration, or empty if it was sealed with another secret, or for
	 * another place of the store
	 */
	Optional<Registration> decode(String clientId, long version, @Nullable Instant lastUsedAt, String sealed) {
		return this.sealer.open(SealPurpose.REGISTRATION, sealed)
			.map((json) -> JSON.readValue(json, Content.class))
			.filter((content) -> content.id().equals(clientId) && content.version() == version)
			.map((content) -> new Registration(clientId, Instant.ofEpochSecond(content.issuedAt()),
					(content.expiresAt() != null) ? Instant.ofEpochSecond(content.expiresAt()) : null,
					content.metadata(), content.secrets(), content.accessTokens(), lastUsedAt, version));
	}

	/**
	 * A registration in the form in which it is written. Members are never renamed, and
	 * new ones may be missing: stores have what earlier versions of this library wrote,
	 * and during an update both run. Times are seconds since 1970.
	 */
	record Content(String id, long version, long issuedAt, @Nullable Long expiresAt, Map<String, Object> metadata,
			List<String> secrets, List<String> accessTokens) {
	}

}
