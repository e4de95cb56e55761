package io.github.mcpoauth.web;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;

/**
 * Counts in memory, for this instance, by a clock that nobody sets. Thread-safe.
 */
public final class BucketRateLimiter implements RateLimiter {

	private static final int MAX_BUCKETS = 100_000;

	private final TimeMeter clock;

	private final Cache<String, Bucket> buckets;

	/** Makes a limiter that has counted nothing. */
	public BucketRateLimiter() {
		this(TimeMeter.SYSTEM_NANOTIME);
	}

	BucketRateLimiter(TimeMeter clock) {
		this.clock = clock;
		this.buckets = Caffeine.newBuilder()
			.maximumSize(MAX_BUCKETS)
			// A bucket is full again by then
			.expireAfterAccess(Duration.ofHours(1))
			.ticker(clock::currentTimeNanos)
			.build();
	}

	@Override
	public Optional<Duration> take(RateLimit limit, String key) {
		return take(bucket(limit, key));
	}

	static Optional<Duration> take(Bucket bucket) {
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
	}

	@Override
	public Optional<Duration> peek(RateLimit limit, String key) {
		return peek(bucket(limit, key));
	}

	static Optional<Duration> peek(Bucket bucket) {
		EstimationProbe probe = bucket.estimateAbilityToConsume(1);
		return probe.canBeConsumed() ? Optional.empty()
				: Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
	}

	private Bucket bucket(RateLimit limit, String key) {
		return this.buckets.get(limit.name() + " " + key,
				(name) -> Bucket.builder()
					.addLimit(perMinute(limit))
					.addLimit(perHour(limit))
					.withCustomTimePrecision(this.clock)
					.build());
	}

	static Bandwidth perMinute(RateLimit limit) {
		return Bandwidth.builder()
			.capacity(limit.perMinute())
			.refillGreedy(limit.perMinute(), Duration.ofMinutes(1))
			.build();
	}

	static Bandwidth perHour(RateLimit limit) {
		return Bandwidth.builder().capacity(limit.perHour()).refillGreedy(limit.perHour(), Duration.ofHours(1)).build();
	}

	long size() {
		this.buckets.cleanUp();
		return this.buckets.estimatedSize();
	}

}
