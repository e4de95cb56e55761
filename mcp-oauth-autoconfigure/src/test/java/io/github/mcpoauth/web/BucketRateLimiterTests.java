package io.github.mcpoauth.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Limits as time passes.
 */
class BucketRateLimiterTests {

	private static final RateLimit LIMIT = new RateLimit("test", 10, 30);

	private final AtomicLong now = new AtomicLong();

	private final BucketRateLimiter limiter = new BucketRateLimiter(new TimeMeter() {

		@Override
		public long currentTimeNanos() {
			return BucketRateLimiterTests.this.now.get();
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	});

	@Test
	void takeWhenMinuteIsOverThenAllowedAgain() {
		assertThat(taken("a", 100)).isEqualTo(10);
		assertThat(this.limiter.take(LIMIT, "a"))
			.hasValueSatisfying((wait) -> assertThat(wait).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7)));
		assertThat(taken("b", 100)).isEqualTo(10);
		advance(Duration.ofMinutes(1));
		assertThat(taken("a", 100)).isEqualTo(10);
	}

	@Test
	void takeWhenHourIsUsedUpThenRefusedAlsoInTheNextMinute() {
		for (int minute = 0; minute < 3; minute++) {
			assertThat(taken("a", 100)).isBetween(9L, 10L);
			advance(Duration.ofMinutes(1));
		}
		assertThat(taken("a", 100)).isLessThan(4);
		advance(Duration.ofHours(2));
		assertThat(taken("a", 100)).isEqualTo(10);
	}

	@Test
	void peekWhenAskedOftenThenNothingIsCounted() {
		IntStream.range(0, 100).forEach((i) -> assertThat(this.limiter.peek(LIMIT, "a")).isEmpty());
		assertThat(taken("a", 100)).isEqualTo(10);
		assertThat(this.limiter.peek(LIMIT, "a")).isPresent();
	}

	@Test
	void takeWhenLimitsHaveOtherNamesThenTheyAreCountedApart() {
		assertThat(taken("a", 100)).isEqualTo(10);
		assertThat(this.limiter.take(new RateLimit("other", 10, 30), "a")).isEmpty();
	}

	@Tag("K1")
	@Test
	void takeWhenEveryRequestHasAnotherKeyThenMemoryIsBounded() {
		IntStream.range(0, 150_000).forEach((i) -> this.limiter.take(LIMIT, "key " + i));
		assertThat(this.limiter.size()).isLessThanOrEqualTo(100_000);
	}

	private long taken(String key, int attempts) {
		return IntStream.range(0, attempts).filter((i) -> this.limiter.take(LIMIT, key).isEmpty()).count();
	}

	private void advance(Duration duration) {
		this.now.addAndGet(duration.toNanos());
	}

}
