package io.github.mcpoauth.web;

import java.time.Duration;
import java.util.Optional;

/**
 * Counts what strangers may do only so often. Replace this bean to count for several
 * instances together. Implementations are thread-safe, and bounded in what they keep:
 * strangers choose the keys.
 */
public interface RateLimiter {

	/**
	 * Counts one more.
	 * @param limit how many there may be
	 * @param key for whom it is counted
	 * @return empty if that is within the limit; else how long to wait, and nothing was
	 * counted
	 */
	Optional<Duration> take(RateLimit limit, String key);

	/**
	 * Tells whether one more would be within the limit.
	 * @param limit how many there may be
	 * @param key for whom it is counted
	 * @return empty if it would be; else how long to wait
	 */
	Optional<Duration> peek(RateLimit limit, String key);

}
