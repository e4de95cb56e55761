package io.github.mcpoauth.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;

import io.github.mcpoauth.core.Sha256;

/**
 * Remembers which assertions were used until they expire. In memory: behind several
 * instances an assertion can be used once at each. Thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7523#section-3">RFC 7523 section
 * 3</a>
 */
final class AssertionIds {

	private static final int MAX_IDS = 100_000;

	private final Clock clock;

	private final Cache<String, Instant> used;

	AssertionIds(Clock clock) {
		this.clock = clock;
		this.used = Caffeine.newBuilder()
			.maximumSize(MAX_IDS)
			.expireAfter(Expiry.creating((String id, Instant end) -> Duration.between(this.clock.instant(), end)))
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.build();
	}

	/**
	 * Uses an assertion.
	 * @param client whose it is
	 * @param id its {@code jti}
	 * @param end from when on it would be refused anyway
	 * @return whether it was not used before
	 */
	boolean use(String client, String id, Instant end) {
		return this.used.asMap().putIfAbsent(Sha256.base64(client + "\n" + id), end) == null;
	}

}
