package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;

/**
 * A remembered consent as a store keeps it. Immutable.
 *
 * @param id identifies it; 44 characters
 * @param clientHash identifies its client; 44 characters
 * @param principalName who consented
 * @param expiresAt from when on it is as if it weren't there; kept to the millisecond
 * @param content everything else, sealed; ASCII, some kilobytes
 */
public record StoredConsent(String id, String clientHash, String principalName, Instant expiresAt, String content) {
}
