package io.github.mcpoauth.resource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.AsyncCache;
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

	private final AsyncCache<String, V> results;

	/**
	 * Makes an empty one.
	 * @param settings how much to remember, and how long
	 * @param expiry when a result ends; {@code null} if it doesn't
	 * @param clock tells what has ended
	 */
	SharedResults(TokenCacheSettings settings, Function<V, @Nullable Instant> expiry, Clock clock) {
		this.expiry = expiry;
		this.clock = clock;
		this.results = Caffeine.newBuilder()
			.maximumSize(settings.maximumSize())
			.expireAfter(Expiry.creating((String key, V result) -> lifetime(result, settings.timeToLive())))
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.buildAsync();
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
		CompletableFuture<V> known = this.results.getIfPresent(key);
		if (known != null) {
			V result = join(known);
			if (!hasEnded(result) && usable.test(result)) {
				return result;
			}
			this.results.asMap().remove(key, known);
		}
		return make(key, maker);
	}

	/**
	 * Not with a loading function, which would hold up other keys that happen to be in
	 * the same bin of the map for as long as it takes to make a result.
	 */
	private V make(String key, Supplier<V> maker) {
		CompletableFuture<V> mine = new CompletableFuture<>();
		CompletableFuture<V> others = this.results.asMap().putIfAbsent(key, mine);
		if (others != null) {
			return join(others);
		}
		try {
			V result = maker.get();
			mine.complete(result);
			return result;
		}
		catch (RuntimeException | Error ex) {
			mine.completeExceptionally(ex);
			throw ex;
		}
	}

	private static <V> V join(CompletableFuture<V> result) {
		try {
			return result.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw ex;
		}
	}

	private boolean hasEnded(V result) {
		Instant end = this.expiry.apply(result);
		return end != null && !end.isAfter(this.clock.instant());
	}

}
