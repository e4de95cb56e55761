package io.github.mcpoauth.authorizationserver.store;

import java.time.Instant;

/**
 * A user's tokens of an identity provider as a store keeps them. Immutable.
 *
 * @param id identifies the user; 44 characters
 * @param revision another one after each change; 36 characters
 * @param claimedUntil until when somebody is refreshing them; in the past if nobody is.
 * Kept to the millisecond
 * @param expiresAt from when on it is as if they weren't there; kept to the millisecond
 * @param content the tokens, sealed; ASCII, some kilobytes
 */
public record StoredUpstreamTokens(String id, String revision, Instant claimedUntil, Instant expiresAt,
		String content) {
}
