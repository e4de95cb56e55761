package io.github.mcpoauth.core;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Scope tokens (RFC 6749 section 3.3).
 */
class ScopesTests {

	@Test
	void parseWhenTokensRepeatThenOnceAndInOrder() {
		assertThat(Scopes.parse(" b a  b mcp:read ")).hasToString("b a mcp:read");
		assertThat(Scopes.parse(null)).isEqualTo(Scopes.none());
		assertThat(Scopes.parse("  ").isEmpty()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\"b", "a\\b", "a\nb", "ä", "a\u007f" })
	void ofWhenTokenCouldBreakOutOfAQuotedStringThenRefused(String token) {
		assertThatIllegalArgumentException().isThrownBy(() -> Scopes.of(token));
	}

	@Test
	void operationsWhenCombinedThenSets() {
		Scopes scopes = Scopes.of("a", "b");
		assertThat(scopes.plus(Scopes.of("c", "a"))).hasToString("a b c");
		assertThat(scopes.intersection(Scopes.of("b", "c"))).hasToString("b");
		assertThat(scopes.containsAll(Scopes.of("b"))).isTrue();
		assertThat(scopes.containsAll(Scopes.of("b", "c"))).isFalse();
		assertThat(scopes.contains("a")).isTrue();
	}

}
