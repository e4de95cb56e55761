package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;

/**
 * An authorization as a store keeps it. Immutable.
 *
 * @param id identifies it; URL-safe, up to 64 characters
 * @param version 1 when it is new, and one more with each change
 * @param clientHash identifies its client; 44 characters
 * @param principalName who granted it
 * @param expiresAt from when on it is as if it weren't there; kept to the millisecond
 * @param content everything else, sealed; ASCII, some kilobytes
 */
public record StoredAuthorization(String id, long version, String clientHash, String principalName, Instant expiresAt,
		String content) {
}
