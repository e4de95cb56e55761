package io.github.mcpoauth.jose;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sealed values.
 */
class SealerTests {

	private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

	private static final String SECRET = "a secret of the tests, thirty-two or more characters";

	private static final KeyRing KEYS = KeyRing.of(SECRET, List.of());

	private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

	private final Sealer sealer = at(NOW);

	@Test
	void openWhenSealedHereThenTheValue() {
		assertThat(this.sealer.open(SealPurpose.CLIENT, this.sealer.seal(SealPurpose.CLIENT, VALUE, null)))
			.contains(VALUE);
	}

	/** Without a secret each process has a key that nobody can guess. */
	@Test
	void openWhenKeyIsRandomThenNobodyElsesIsTheSame() {
		Sealer random = of(KeyRing.random());
		String sealed = random.seal(SealPurpose.CLIENT, VALUE, null);
		assertThat(random.open(SealPurpose.CLIENT, sealed)).contains(VALUE);
		assertThat(of(KeyRing.random()).open(SealPurpose.CLIENT, sealed)).isEmpty();
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

	/** Version, key and purpose have one spelling each, like the rest. */
	@Test
	void openWhenAnyByteIsChangedThenEmpty() {
		byte[] bytes = Base64.getUrlDecoder().decode(this.sealer.seal(SealPurpose.CLIENT, VALUE, null));
		for (int i = 0; i < bytes.length; i++) {
			byte[] changed = bytes.clone();
			changed[i] ^= 1;
			String sealed = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
			assertThat(this.sealer.open(SealPurpose.CLIENT, sealed)).as("byte " + i).isEmpty();
		}
	}

	@Test
	void openWhenSealedForAnotherPurposeThenEmpty() {
		String sealed = this.sealer.seal(SealPurpose.CODE, VALUE, null);
		for (SealPurpose purpose : SealPurpose.values()) {
			assertThat(this.sealer.open(purpose, sealed).isPresent()).isEqualTo(purpose == SealPurpose.CODE);
		}
	}

	@Test
	void openWhenSecretWasRotatedThenOldValuesOpenAndNewOnesAreOfTheNewSecret() {
		Sealer before = of(KeyRing.of("first", List.of()));
		Sealer rotated = of(KeyRing.of("second", List.of("first")));
		Sealer after = of(KeyRing.of("second", List.of()));
		String old = before.seal(SealPurpose.CLIENT, VALUE, null);
		assertThat(rotated.open(SealPurpose.CLIENT, old)).contains(VALUE);
		assertThat(after.open(SealPurpose.CLIENT, old)).isEmpty();
		assertThat(after.open(SealPurpose.CLIENT, rotated.seal(SealPurpose.CLIENT, VALUE, null))).contains(VALUE);
	}

	/** One byte tells 256 keys apart, so a new secret may get that of the old one. */
	@Test
	void openWhenKeysShareTheirIdThenEachOpensItsOwn() {
		String other = IntStream.range(0, 100_000)
			.mapToObj((i) -> "secret " + i)
			.filter((secret) -> KeyRing.of(secret, List.of()).current().id() == KEYS.current().id())
			.findFirst()
			.orElseThrow();
		Sealer rotated = of(KeyRing.of(other, List.of(SECRET)));
		assertThat(rotated.open(SealPurpose.CLIENT, this.sealer.seal(SealPurpose.CLIENT, VALUE, null))).contains(VALUE);
		assertThat(rotated.open(SealPurpose.CLIENT, rotated.seal(SealPurpose.CLIENT, VALUE, null))).contains(VALUE);
	}

	@Test
	void keyRingWhenPrintedThenShowsNoKey() {
		assertThat(KEYS.current().toString()).matches("Key\\[id=-?\\d+]");
	}

	private static Sealer at(Instant instant) {
		return new Sealer(KEYS, Clock.fixed(instant, ZoneOffset.UTC));
	}

	private static Sealer of(KeyRing keys) {
		return new Sealer(keys, Clock.fixed(NOW, ZoneOffset.UTC));
	}

}
