package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;

/**
 * Authorizations as sealed text. No token is in it, and its JSON names no classes.
 * Thread-safe.
 */
final class AuthorizationCodec {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Sealer sealer;

	AuthorizationCodec(Sealer sealer) {
		this.sealer = sealer;
	}

	String encode(OAuth2Authorization authorization, Revision.@Nullable Rotated rotated) {
		return this.sealer.seal(SealPurpose.AUTHORIZATION,
				JSON.writeValueAsBytes(AuthorizationWriter.write(authorization, rotated)), null);
	}

	/**
	 * Reads an authorization, with its revision.
	 * @param stored what a store has
	 * @param shown values of tokens by their hashes
	 * @return the authorization, or empty if it was sealed with another secret, or for
	 * another place of the store
	 */
	Optional<OAuth2Authorization> decode(StoredAuthorization stored, Map<String, String> shown) {
		return this.sealer.open(SealPurpose.AUTHORIZATION, stored.content())
			.map((json) -> JSON.readValue(json, AuthorizationContent.class))
			.filter((content) -> content.id().equals(stored.id()))
			.map((content) -> {
				OAuth2Authorization authorization = AuthorizationReader.read(content, shown);
				return new Revision(stored.version(), TokenHashes.of(authorization), rotated(content))
					.in(authorization);
			});
	}

	private static Revision.@Nullable Rotated rotated(AuthorizationContent content) {
		AuthorizationContent.RotatedToken rotated = content.rotated();
		return (rotated != null) ? new Revision.Rotated(rotated.hash(), Instant.ofEpochMilli(rotated.at())) : null;
	}

}
