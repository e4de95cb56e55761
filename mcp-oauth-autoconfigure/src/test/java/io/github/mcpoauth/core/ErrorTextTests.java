package io.github.mcpoauth.core;

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Text of a provider that people get to read (RFC 6749 section 5.2).
 */
class ErrorTextTests {

	@Tag("M9")
	@Test
	void textWhenItRepeatsASecretThenHiddenWhereverItStands() {
		assertThat(ErrorText.of("s3cret! is not s3cret!", List.of("s3cret!"))).isEqualTo("(hidden) is not (hidden)");
	}

	/** Or a code of one letter, and none at all, would leave nothing to read. */
	@Test
	void textWhenWhatWasSentIsShortThenLeftReadable() {
		assertThat(ErrorText.of("No such code", List.of("", "c", "o", "code"))).isEqualTo("No such code");
	}

	/** RFC 6749 section 5.2: %x20-21 / %x23-5B / %x5D-7E. */
	@Test
	void textWhenCharacterIsNotAllowedThenReplaced() {
		assertThat(ErrorText.of("a\"b\\c\r\nd\u001fe f~\u007f\u00e4\ud83d\ude00")).isEqualTo("a'b'c  d e f~???");
	}

	@Test
	void textWhenLongThenShortened() {
		assertThat(ErrorText.of("x".repeat(201))).isEqualTo("x".repeat(200));
		assertThat(ErrorText.of(" x ")).isEqualTo("x");
	}

	@Test
	void textWhenSecretIsLongEnoughToBeOneThenHidden() {
		assertThat(ErrorText.of("is secret", List.of("secret"))).isEqualTo("is (hidden)");
		assertThat(ErrorText.of("is short", List.of("short"))).isEqualTo("is short");
	}

}
