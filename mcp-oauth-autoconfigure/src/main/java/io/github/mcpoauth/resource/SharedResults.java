package io.github.mcpoauth.resource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/**
 * Remembers results, and makes each only once: whoever asks for one that is just being
 * made waits for it. Failures are not remembered. Thread-safe.
 *
 * @param <V> the type of the results
 */
final class SharedResults<V> {

	private final Function<V, @Nullable Instant> expiry;

	private final Clock clock;

	private final Cache<String, V> results;

	private final SingleFlight<V> inFlight = new SingleFlight<>();

	/**
	 * Makes an empty one.
	 * @param settings how much to remember, and how long
	 * @param expiry when a result ends; {@code null} if it doesn't
	 * @param clock tells what has ended
	 */
	SharedResults(TokenCacheSettings settings, Function<V, @Nullable Instant> expiry, Clock clock) {
		this(settings, expiry, clock, null);
	}

	/**
	 * Makes an empty one that may be watched.
	 * @param monitor is given the cache, which then counts; {@code null} if nobody wants
	 * to know
	 */
	SharedResults(TokenCacheSettings settings, Function<V, @Nullable Instant> expiry, Clock clock,
			@Nullable Consumer<Cache<?, ?>> monitor) {
		this.expiry = expiry;
		this.clock = clock;
		Caffeine<String, V> builder = Caffeine.newBuilder()
			.maximumSize(settings.maximumSize())
			.expireAfter(Expiry.creating((String key, V result) -> lifetime(result, settings.timeToLive())))
			// What there is to tidy up takes less time than to have another thread do it
			.executor(Runnable::run)
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
		this.results = (monitor != null) ? builder.recordStats().build() : builder.build();
		if (monitor != null) {
			monitor.accept(this.results);
		}
	}

	private Duration lifetime(V result, Duration limit) {
		Instant end = this.expiry.apply(result);
		Duration left = (end != null) ? Duration.between(this.clock.instant(), end) : limit;
		return left.isNegative() ? Duration.ZERO : (left.compareTo(limit) < 0) ? left : limit;
	}

	/**
	 * Finds a result, or makes one.
	 * @param key what it is known by; no secret
	 * @param usable whether a remembered one may still be used
	 * @param maker makes one; its exceptions are passed on
	 * @return the result
	 */
	V get(String key, Predicate<V> usable, Supplier<V> maker) {
		V known = usable(key, this.results.getIfPresent(key), usable);
		return (known != null) ? known : make(key, usable, maker);
	}

	private @Nullable V usable(String key, @Nullable V known, Predicate<V> usable) {
		if (known != null && (hasEnded(known) || !usable.test(known))) {
			this.results.asMap().remove(key, known);
			return null;
		}
		return known;
	}

	/**
	 * Not with a loading function of the cache, which would hold up other keys that
	 * happen to be in the same bin of its map for as long as it takes to make a result.
	 */
	private V make(String key, Predicate<V> usable, Supplier<V> maker) {
		return this.inFlight.get(key, () -> {
			// Another may have finished between the look at the cache and here. Not
			// counted: it is the same miss
			V known = usable(key, this.results.asMap().get(key), usable);
			return (known != null) ? known : made(key, maker);
		});
	}

	private V made(String key, Supplier<V> maker) {
		V result = maker.get();
		this.results.put(key, result);
		return result;
	}

	private boolean hasEnded(V result) {
		Instant end = this.expiry.apply(result);
		return end != null && !end.isAfter(this.clock.instant());
	}

}
