package io.github.mcpoauth.facade;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.jose.SealPurpose;

/**
 * A refresh token: the identity provider's, bound to a client. It lives as long as the
 * provider's does, and is rotated when the provider's is.
 *
 * @param upstreamToken the provider's refresh token
 * @param client the hash of the client identifier
 * @param scopes what was granted
 * @param resource the path of the endpoint that it was granted for
 */
record RefreshToken(String upstreamToken, String client, Scopes scopes, String resource) {

	String seal(SealedFields fields) {
		return fields.seal(SealPurpose.REFRESH, null,
				List.of(this.upstreamToken, this.client, this.scopes.toString(), this.resource));
	}

	static Optional<RefreshToken> open(SealedFields fields, @Nullable String token) {
		return fields.open(SealPurpose.REFRESH, token, 4)
			.map((values) -> new RefreshToken(values.get(0), values.get(1), Scopes.parse(values.get(2)),
					values.get(3)));
	}

	boolean belongsTo(String clientId) {
		return Fingerprint.matches(this.client, clientId);
	}

	@Override
	public String toString() {
		return "RefreshToken[scopes=" + this.scopes + "]";
	}

}
