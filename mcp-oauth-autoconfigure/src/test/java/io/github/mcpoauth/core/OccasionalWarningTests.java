package io.github.mcpoauth.core;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often something is said.
 */
class OccasionalWarningTests {

	private final Queue<CharSequence> warned = new ConcurrentLinkedQueue<>();

	private final Queue<CharSequence> noted = new ConcurrentLinkedQueue<>();

	@Test
	void logWhenManyComeAtOnceThenOneIsSaidAndTheOthersAreNoted() {
		OccasionalWarning daily = warning(Duration.ofDays(1));
		IntStream.range(0, 1000).parallel().forEach((i) -> daily.log("It rains"));
		assertThat(this.warned).containsExactly("It rains");
		assertThat(this.noted).hasSize(999).containsOnly("It rains");
	}

	@Test
	void logWhenTheIntervalIsOverThenTheNextIsSaid() {
		OccasionalWarning always = warning(Duration.ZERO);
		always.log("It rains");
		always.log("It still rains");
		assertThat(this.warned).containsExactly("It rains", "It still rains");
		assertThat(this.noted).isEmpty();
	}

	private OccasionalWarning warning(Duration interval) {
		return new OccasionalWarning(this.warned::add, this.noted::add, interval);
	}

}
