package io.github.mcpoauth.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How long a response is fresh, by its headers.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9111#section-4.2">RFC 9111
 * section 4.2</a>
 */
final class Freshness {

	private static final Pattern NEVER = Pattern.compile("(?:^|[,\\s])(?:no-store|no-cache)(?:$|[=,\\s])");

	// More than nine digits are more than any limit
	private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?(\\d{1,9})");

	private Freshness() {
	}

	/**
	 * Reads the headers.
	 * @param headers the value of a header by its name, or {@code null}
	 * @return how long the response is fresh, or {@code null} if they don't say
	 */
	static @Nullable Duration of(Function<String, @Nullable String> headers) {
		String cacheControl = headers.apply("Cache-Control");
		String directives = (cacheControl != null) ? cacheControl.toLowerCase(Locale.ROOT) : "";
		if (NEVER.matcher(directives).find()) {
			return Duration.ZERO;
		}
		Matcher maxAge = MAX_AGE.matcher(directives);
		if (maxAge.find()) {
			return notNegative(Duration.ofSeconds(Long.parseLong(maxAge.group(1))).minus(age(headers.apply("Age"))));
		}
		String expires = headers.apply("Expires");
		return (expires != null) ? untilExpiry(expires, headers.apply("Date")) : null;
	}

	private static Duration age(@Nullable String age) {
		return (age != null && age.matches("\\d{1,9}")) ? Duration.ofSeconds(Long.parseLong(age)) : Duration.ZERO;
	}

	/**
	 * What is not a date, as the popular {@code 0}, stands for the past (RFC 9111 section
	 * 5.3).
	 */
	private static Duration untilExpiry(String expires, @Nullable String date) {
		try {
			Instant now = (date != null) ? instant(date) : Instant.now();
			return notNegative(Duration.between(now, instant(expires)));
		}
		catch (DateTimeException ex) {
			return Duration.ZERO;
		}
	}

	private static Instant instant(String date) {
		return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
	}

	private static Duration notNegative(Duration duration) {
		return duration.isNegative() ? Duration.ZERO : duration;
	}

}
