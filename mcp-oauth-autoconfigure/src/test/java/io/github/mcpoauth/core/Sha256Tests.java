package io.github.mcpoauth.core;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hashes that stand where a secret was (FIPS 180-4).
 */
class Sha256Tests {

	/** The example of FIPS 180-4 for "abc", in base64. */
	private static final String ABC = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";

	@Test
	void hashWhenTextIsKnownThenAsTheStandardHasIt() {
		assertThat(Sha256.base64("abc")).isEqualTo(ABC);
		assertThat(Sha256.base64("ä")).isNotEqualTo(Sha256.base64("?"));
	}

	@Test
	void matchesWhenOneOfTheHashesIsThatOfTheTextThenTrueWhereverItStands() {
		String other = Sha256.base64("other");
		assertThat(Sha256.matches(List.of(ABC, other), "abc")).isTrue();
		assertThat(Sha256.matches(List.of(other, ABC), "abc")).isTrue();
		assertThat(Sha256.matches(List.of(ABC, ABC), "abc")).isTrue();
		assertThat(Sha256.matches(List.of(other), "abc")).isFalse();
		assertThat(Sha256.matches(Set.of(), "abc")).isFalse();
	}

	@Test
	void isEqualWhenOneCharacterDiffersThenFalse() {
		assertThat(Sha256.isEqual(ABC, ABC)).isTrue();
		assertThat(Sha256.isEqual(ABC, ABC.replace('=', 'A'))).isFalse();
		assertThat(Sha256.isEqual(ABC, ABC.substring(1))).isFalse();
	}

}
