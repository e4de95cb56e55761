package io.github.mcpoauth.jose;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a sealed value opens for its purpose and in its time, and that nothing else does:
 * no text of a stranger, no changed bit, no shorter or longer value, no other purpose.
 */
class SealerFuzzTests {

	private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

	private static final Sealer SEALER = new Sealer(
			KeyRing.of("a secret of the tests, thirty-two or more characters",
					List.of("an older secret of the tests, thirty-two or more characters")),
			Clock.fixed(NOW, ZoneOffset.UTC));

	@FuzzTest
	void openWhenSealedThenTheValueAndNothingElse(FuzzedDataProvider data) {
		SealPurpose purpose = data.pickValue(SealPurpose.values());
		SealPurpose other = data.pickValue(SealPurpose.values());
		Instant expiresAt = data.consumeBoolean() ? Instant.ofEpochSecond(data.consumeLong(0, (1L << 32) - 1)) : null;
		int change = data.consumeInt(0, Integer.MAX_VALUE);
		String stranger = data.consumeString(200);
		byte[] value = data.consumeRemainingAsBytes();
		String sealed = SEALER.seal(purpose, value, expiresAt);
		assertThat(sealed).matches("[A-Za-z0-9_-]+");
		boolean expired = expiresAt != null && !NOW.isBefore(expiresAt);
		if (expired) {
			assertThat(SEALER.open(purpose, sealed)).isEmpty();
		}
		else {
			assertThat(SEALER.open(purpose, sealed))
				.hasValueSatisfying((opened) -> assertThat(opened).isEqualTo(value));
		}
		if (other != purpose) {
			assertThat(SEALER.open(other, sealed)).isEmpty();
		}
		assertThat(SEALER.open(purpose, stranger)).isEmpty();
		assertThat(SEALER.open(purpose, sealed + stranger).isPresent()).isEqualTo(stranger.isEmpty() && !expired);
		assertThat(SEALER.open(purpose, withBitChanged(sealed, change))).isEmpty();
		assertThat(SEALER.open(purpose, sealed.substring(0, change % sealed.length()))).isEmpty();
	}

	private static String withBitChanged(String sealed, int change) {
		byte[] bytes = Base64.getUrlDecoder().decode(sealed.getBytes(StandardCharsets.US_ASCII));
		int bit = change % (bytes.length * 8);
		bytes[bit / 8] ^= (byte) (1 << bit % 8);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
