package io.github.mcpoauth.facade;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * That fields come back as they were or are not sealed at all: none moves into its
 * neighbour.
 */
class SealedFieldsFuzzTests {

	private static final SealedFields FIELDS = new SealedFields(
			new Sealer(KeyRing.of("a secret of the tests, thirty-two or more characters", List.of()),
					Clock.systemUTC()),
			Clock.systemUTC());

	@FuzzTest
	void openWhenSealedThenTheSameFields(FuzzedDataProvider data) {
		List<String> fields = Stream.generate(() -> data.consumeString(40)).limit(data.consumeInt(1, 7)).toList();
		int count = data.consumeInt(1, 7);
		String stranger = data.consumeRemainingAsString();
		if (fields.stream().anyMatch((field) -> field.indexOf('\0') >= 0)) {
			assertThatIllegalArgumentException().isThrownBy(() -> FIELDS.seal(SealPurpose.STATE, null, fields));
			return;
		}
		String sealed = FIELDS.seal(SealPurpose.STATE, null, fields);
		assertThat(FIELDS.open(SealPurpose.STATE, sealed, fields.size())).contains(fields);
		if (count != fields.size()) {
			assertThat(FIELDS.open(SealPurpose.STATE, sealed, count)).isEmpty();
		}
		assertThat(FIELDS.open(SealPurpose.CODE, sealed, fields.size())).isEmpty();
		assertThat(FIELDS.open(SealPurpose.STATE, stranger, count)).isEmpty();
	}

}
