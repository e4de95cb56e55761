package io.github.mcpoauth.registration;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.RedirectUri;

/**
 * What this server knows of a client: what it said of itself when it registered, checked,
 * and nothing that is proven. Immutable.
 *
 * @param clientName a name for people to read, or {@code null}
 * @param redirectUris where codes may be sent; at least one
 * @param refreshable whether the client uses refresh tokens
 * @param issuedAt when it registered, to the second
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7591#section-2">RFC 7591 section
 * 2</a>
 */
public record ClientMetadata(@Nullable String clientName, List<RedirectUri> redirectUris, boolean refreshable,
		Instant issuedAt) {

	public ClientMetadata {
		redirectUris = List.copyOf(redirectUris);
	}

}
