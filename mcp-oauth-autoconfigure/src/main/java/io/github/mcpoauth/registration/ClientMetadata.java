package io.github.mcpoauth.registration;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.RedirectUri;

/**
 * What this server knows of a client: what it said of itself when it registered, or says
 * in its document, checked, and nothing that is proven. Immutable.
 *
 * @param clientName a name for people to read, or {@code null}
 * @param redirectUris where codes may be sent; at least one
 * @param refreshable whether the client uses refresh tokens
 * @param issuedAt when it registered or its document was read, to the second
 * @param keys what it signs assertions with, or {@code null} if it has no keys
 * @param secret what it authenticates with, or {@code null} if it has no secret
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-2">RFC 7591 section
 * 2</a>
 */
public record ClientMetadata(@Nullable String clientName, List<RedirectUri> redirectUris, boolean refreshable,
		Instant issuedAt, @Nullable ClientKeys keys, @Nullable ClientSecret secret) {

	public ClientMetadata {
		redirectUris = List.copyOf(redirectUris);
	}

	/**
	 * A public client.
	 * @param clientName a name for people to read, or {@code null}
	 * @param redirectUris where codes may be sent; at least one
	 * @param refreshable whether the client uses refresh tokens
	 * @param issuedAt when it registered, to the second
	 */
	public ClientMetadata(@Nullable String clientName, List<RedirectUri> redirectUris, boolean refreshable,
			Instant issuedAt) {
		this(clientName, redirectUris, refreshable, issuedAt, null, null);
	}

	/**
	 * Whether the client has to authenticate.
	 * @return whether it is a confidential client, which has keys or a secret
	 */
	public boolean isConfidential() {
		return this.keys != null || this.secret != null;
	}

	ClientMetadata with(ClientSecret other) {
		return new ClientMetadata(this.clientName, this.redirectUris, this.refreshable, this.issuedAt, this.keys,
				other);
	}

}
