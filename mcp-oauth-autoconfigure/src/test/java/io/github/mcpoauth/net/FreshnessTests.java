package io.github.mcpoauth.net;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * RFC 9111 section 4.2: how long a response is fresh.
 */
@Tag("I12")
class FreshnessTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			max-age=600                      | 600
			public, max-age=600              | 600
			Max-Age=600, must-revalidate     | 600
			max-age="600"                    | 600
			s-maxage=600, max-age=60         | 60
			max-age=0                        | 0
			max-age=600, no-store            | 0
			no-cache, max-age=600            | 0
			private,no-cache="Set-Cookie"    | 0
			max-age=999999999                | 999999999
			""")
	void ofWhenCacheControlSaysSoThenThatLong(String cacheControl, long seconds) {
		assertThat(Freshness.of(Map.of("Cache-Control", cacheControl)::get)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource({ "public", "x-max-age=600", "max-age=never", "no-storehouse" })
	void ofWhenCacheControlSaysNothingOfItThenUnknown(String cacheControl) {
		assertThat(Freshness.of(Map.of("Cache-Control", cacheControl)::get)).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "100, 500", "600, 0", "700, 0", "-1, 600", "soon, 600" })
	void ofWhenResponseIsAgedThenItsAgeIsTakenOff(String age, long seconds) {
		assertThat(Freshness.of(Map.of("Cache-Control", "max-age=600", "Age", age)::get))
			.isEqualTo(Duration.ofSeconds(seconds));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Sat, 21 Nov 2026 12:10:00 GMT | 600
			Sat, 21 Nov 2026 11:00:00 GMT | 0
			0                             | 0
			""")
	void ofWhenThereIsAnExpiryThenUntilThen(String expires, long seconds) {
		assertThat(Freshness.of(Map.of("Expires", expires, "Date", "Sat, 21 Nov 2026 12:00:00 GMT")::get))
			.isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void ofWhenNothingIsSaidThenUnknown() {
		assertThat(Freshness.of((name) -> null)).isNull();
	}

}
