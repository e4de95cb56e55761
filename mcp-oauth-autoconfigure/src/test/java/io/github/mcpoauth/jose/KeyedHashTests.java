package io.github.mcpoauth.jose;

import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which hashes count as those of which values.
 */
class KeyedHashTests {

	private final KeyedHash hash = new KeyedHash(KeyRing.of("the current secret", List.of("an old secret")));

	@Test
	void ofWhenPartsAreOnlyTheSameTogetherThenAnotherHash() {
		assertThat(this.hash.of("ab", "c")).isNotEqualTo(this.hash.of("a", "bc"))
			.isNotEqualTo(this.hash.of("abc"))
			.isNotEqualTo(this.hash.of("ab", "c", ""))
			.isEqualTo(this.hash.of("ab", "c"));
	}

	@Test
	void ofWhenMadeThen128BitsForHeadersAndUrls() {
		assertThat(this.hash.of("a")).matches("[A-Za-z0-9_-]{22}");
	}

	@Test
	void matchesWhenMadeUnderAnyOfTheKeysThenTrue() {
		assertThat(this.hash.matches(this.hash.of("a", "b"), "a", "b")).isTrue();
		assertThat(this.hash.matches(new KeyedHash(KeyRing.of("an old secret", List.of())).of("a"), "a")).isTrue();
		assertThat(this.hash.of("a")).isNotEqualTo(new KeyedHash(KeyRing.of("an old secret", List.of())).of("a"));
	}

	@Test
	void matchesWhenAnythingElseThenFalse() {
		String other = new KeyedHash(KeyRing.of("another secret", List.of())).of("a");
		for (String made : List.of(other, "", "A", "%", "=", this.hash.of("b"), this.hash.of("a").substring(0, 20),
				this.hash.of("a") + "AA")) {
			assertThat(this.hash.matches(made, "a")).as(made).isFalse();
		}
	}

	/** RFC 4648 section 3.5: who has one, has it in one spelling. */
	@Test
	void matchesWhenSpelledDifferentlyThenFalse() {
		String right = this.hash.of("a");
		int last = right.length() - 1;
		String unusedBit = right.substring(0, last) + (char) (right.charAt(last) + 1);
		assertThat(Base64.getUrlDecoder().decode(unusedBit)).isEqualTo(Base64.getUrlDecoder().decode(right));
		for (String spelling : List.of(unusedBit, right + "==")) {
			assertThat(this.hash.matches(spelling, "a")).as(spelling).isFalse();
		}
	}

}
