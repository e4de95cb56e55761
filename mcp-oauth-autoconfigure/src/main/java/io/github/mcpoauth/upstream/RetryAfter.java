package io.github.mcpoauth.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;

/**
 * Reads how long a provider wants to be left alone: between a second and five minutes,
 * whatever it says, so that neither clients hurry nor users are locked out.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-10.2.3">RFC 9110
 * section 10.2.3</a>
 */
final class RetryAfter {

	private static final Duration MIN = Duration.ofSeconds(1);

	private static final Duration MAX = Duration.ofMinutes(5);

	private RetryAfter() {
	}

	/**
	 * Reads a header.
	 * @param header its value: seconds or a date, if there is one
	 * @param now what a date is compared with
	 * @return the time to wait, or {@code null} if that can't be made out
	 */
	static @Nullable Duration of(@Nullable String header, Instant now) {
		if (header == null) {
			return null;
		}
		if (header.matches("\\d+")) {
			return bounded((header.length() > 9) ? MAX : Duration.ofSeconds(Long.parseLong(header)));
		}
		try {
			Instant date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			return bounded(Duration.between(now, date));
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

	private static Duration bounded(Duration wait) {
		return (wait.compareTo(MIN) < 0) ? MIN : (wait.compareTo(MAX) > 0) ? MAX : wait;
	}

}
