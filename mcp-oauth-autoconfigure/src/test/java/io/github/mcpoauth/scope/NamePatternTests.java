package io.github.mcpoauth.scope;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names of tools are as long as a client likes.
 */
class NamePatternTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	/** A regular expression looks for hours. */
	@ParameterizedTest
	@ValueSource(strings = { "*a*a*a*b", "{a}a{b}a{c}b" })
	void testWhenNameIsLongThenAnsweredAtOnce(String pattern) {
		String name = "a".repeat(200_000);
		Predicate<String> matcher = pattern.startsWith("*") ? NamePattern.of(pattern) : NamePattern.ofTemplate(pattern);
		assertThat(CompletableFuture.supplyAsync(() -> matcher.test(name))).succeedsWithin(LONG).isEqualTo(false);
		assertThat(CompletableFuture.supplyAsync(() -> matcher.test(name + "b"))).succeedsWithin(LONG).isEqualTo(true);
	}

}
