package io.github.mcpoauth.resource;

import java.time.Duration;

/**
 * How many verified tokens to remember, and how long. Immutable.
 *
 * @param maximumSize how many tokens
 * @param timeToLive how long at most; never past the expiry of a token
 */
public record TokenCacheSettings(int maximumSize, Duration timeToLive) {
}
