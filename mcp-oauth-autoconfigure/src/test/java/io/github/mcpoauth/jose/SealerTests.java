package io.github.mcpoauth.jose;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sealed values.
 */
class SealerTests {

	private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

	private static final KeyRing KEYS = KeyRing.of("a secret of the tests, thirty-two or more characters", List.of());

	private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

	private final Sealer sealer = at(NOW);

	@Test
	void openWhenSealedHereThenTheValue() {
		assertThat(this.sealer.open(SealPurpose.CLIENT, this.sealer.seal(SealPurpose.CLIENT, VALUE, null)))
			.contains(VALUE);
	}

	@Test
	void sealWhenCalledTwiceThenNeverTheSame() {
		assertThat(this.sealer.seal(SealPurpose.CLIENT, VALUE, null))
			.isNotEqualTo(this.sealer.seal(SealPurpose.CLIENT, VALUE, null));
	}

	@Test
	void openWhenExpiredThenEmpty() {
		String sealed = this.sealer.seal(SealPurpose.CLIENT, VALUE, NOW.plusSeconds(60));
		assertThat(at(NOW.plusSeconds(59)).open(SealPurpose.CLIENT, sealed)).contains(VALUE);
		assertThat(at(NOW.plusSeconds(60)).open(SealPurpose.CLIENT, sealed)).isEmpty();
	}

	@Test
	void openWhenSealedWithoutExpiryThenStillThereAfterYears() {
		String sealed = this.sealer.seal(SealPurpose.CLIENT, VALUE, null);
		assertThat(at(NOW.plus(Duration.ofDays(3650))).open(SealPurpose.CLIENT, sealed)).contains(VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "AA", "not base64!", "AQ", "====",
			"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
	void openWhenValueIsNotASealedOneThenEmpty(String value) {
		assertThat(this.sealer.open(SealPurpose.CLIENT, value)).isEmpty();
	}

	/** Else one client had several identifiers. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void openWhenSpelledDifferentlyThenEmpty(int length) {
		String sealed = this.sealer.seal(SealPurpose.CLIENT, new byte[length], null);
		int last = sealed.length() - 1;
		assertThat(BASE64URL.chars()
			.mapToObj((letter) -> sealed.substring(0, last) + (char) letter)
			.filter((spelling) -> this.sealer.open(SealPurpose.CLIENT, spelling).isPresent())).containsExactly(sealed);
		for (String spelling : new String[] { sealed + "=", sealed + "==", " " + sealed, sealed + "\n" }) {
			assertThat(this.sealer.open(SealPurpose.CLIENT, spelling)).as(spelling).isEmpty();
		}
	}

	@Test
	void keyRingWhenPrintedThenShowsNoKey() {
		assertThat(KEYS.current().toString()).matches("Key\\[id=-?\\d+]");
	}

	private static Sealer at(Instant instant) {
		return new Sealer(KEYS, Clock.fixed(instant, ZoneOffset.UTC));
	}

}
