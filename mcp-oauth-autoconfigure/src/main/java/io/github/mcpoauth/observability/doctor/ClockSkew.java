package io.github.mcpoauth.observability.doctor;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;

/**
 * How far two clocks are apart, by the {@code Date} of an answer.
 */
final class ClockSkew {

	/** As much as tokens are good for beyond their expiry. */
	private static final Duration TOLERANCE = Duration.ofSeconds(60);

	private ClockSkew() {
	}

	/**
	 * Compares.
	 * @param id the identifier of the check
	 * @param whose whose clock is compared with the one of the answer
	 * @param here what it says
	 * @param date the {@code Date} header, or {@code null}
	 * @return what was found, or {@code null} if there is no such header
	 */
	static @Nullable Finding finding(String id, String whose, Instant here, @Nullable String date) {
		Instant there = parse(date);
		if (there == null) {
			return null;
		}
		Duration skew = Duration.between(there, here);
		if (skew.abs().compareTo(TOLERANCE) <= 0) {
			return Finding.ok(id, "the clocks are no more than a minute apart");
		}
		return Finding.failure(id,
				"%s is %d seconds %s: tokens are refused as expired, or as not valid yet".formatted(whose,
						skew.abs().toSeconds(), skew.isNegative() ? "behind" : "ahead"),
				"Synchronize the clocks of both, with NTP");
	}

	static @Nullable Instant parse(@Nullable String date) {
		try {
			return (date != null) ? ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant() : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
