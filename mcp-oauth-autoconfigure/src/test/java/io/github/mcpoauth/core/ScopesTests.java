package io.github.mcpoauth.core;

import java.util.List;

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

	@Test
	void isGrantableWhenTokenOfAnApiThenTrue() {
		assertThat(Scopes.isGrantable("weather:read")).isTrue();
		assertThat(Scopes.isGrantable("openid")).isFalse();
		assertThat(Scopes.isGrantable("weather read")).isFalse();
	}

	@Test
	void isOpenIdWhenOpenIdConnectDefinesItThenTrue() {
		assertThat(List.of("openid", "profile", "email", "address", "phone", "offline_access"))
			.allMatch(Scopes::isOpenId);
		assertThat(Scopes.isOpenId("weather:read")).isFalse();
	}

	@Test
	void equalsWhenSameTokensThenSameScopes() {
		Scopes scopes = Scopes.of("a", "b");
		assertThat(scopes).isEqualTo(Scopes.of("b", "a")).hasSameHashCodeAs(Scopes.of("b", "a"));
		assertThat(scopes).isNotEqualTo(Scopes.of("a")).isNotEqualTo(scopes.asSet());
		assertThat(scopes.isEmpty()).isFalse();
		assertThat(scopes.contains("c")).isFalse();
		assertThat(scopes.asSet()).containsExactly("a", "b").isUnmodifiable();
	}

}
