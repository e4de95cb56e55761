package io.github.mcpoauth.web;

/**
 * How often something may happen for one key. Immutable.
 *
 * @param name what it is, as a part of keys in a shared store
 * @param perMinute how often in a minute, and at once after a quiet one
 * @param perHour how often in an hour, at least as often as in a minute
 */
public record RateLimit(String name, long perMinute, long perHour) {

	public RateLimit {
		if (perMinute < 1 || perHour < perMinute) {
			throw new IllegalArgumentException(perMinute + " in a minute, " + perHour + " in an hour");
		}
	}

}
