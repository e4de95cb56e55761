package io.github.mcpoauth.web;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.log.LogMessage;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Counts in Redis, for all instances. A limit is not worth an outage: while Redis does
 * not answer, or not soon, each instance counts for itself. Thread-safe.
 */
public final class RedisRateLimiter implements RateLimiter, AutoCloseable {

	private static final Log logger = LogFactory.getLog(RedisRateLimiter.class);

	/** How long a request waits, whatever the driver's timeout is. */
	private static final Duration PATIENCE = Duration.ofMillis(500);

	/** How long nobody asks, after Redis did not answer. */
	private static final Duration PAUSE = Duration.ofSeconds(10);

	private static final int THREADS = 4;

	private static final int WAITING = 100;

	private final RateLimiter alone = new BucketRateLimiter();

	private final RedisBuckets buckets;

	private final String prefix;

	private final Duration pause;

	private final UnaryOperator<String> hash;

	private final ThreadPoolExecutor threads;

	private final AtomicBoolean reachable = new AtomicBoolean(true);

	private final AtomicLong pausedUntil = new AtomicLong();

	/**
	 * Makes a limiter. Nothing is asked of Redis before there is something to count.
	 * @param connections leads to Redis
	 * @param prefix of all keys
	 * @param hash makes whom it is counted for unreadable, the same way on all instances
	 */
	public RedisRateLimiter(RedisConnectionFactory connections, String prefix, UnaryOperator<String> hash) {
		this(connections, prefix, hash, PAUSE);
	}

	RedisRateLimiter(RedisConnectionFactory connections, String prefix, UnaryOperator<String> hash, Duration pause) {
		this.pause = pause;
		this.buckets = new RedisBuckets(connections);
		this.prefix = prefix + "limit:";
		this.hash = hash;
		CustomizableThreadFactory factory = new CustomizableThreadFactory("mcp-oauth-limits-");
		factory.setDaemon(true);
		this.threads = new ThreadPoolExecutor(THREADS, THREADS, PAUSE.toSeconds(), TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(WAITING), factory);
		this.threads.allowCoreThreadTimeOut(true);
	}

	@Override
	public Optional<Duration> take(RateLimit limit, String key) {
		return ask(limit, key, BucketRateLimiter::take).orElseGet(() -> this.alone.take(limit, key));
	}

	@Override
	public Optional<Duration> peek(RateLimit limit, String key) {
		return ask(limit, key, BucketRateLimiter::peek).orElseGet(() -> this.alone.peek(limit, key));
	}

	/**
	 * Asks Redis.
	 * @return the answer, or empty if there was none
	 */
	private Optional<Optional<Duration>> ask(RateLimit limit, String key,
			Function<Bucket, Optional<Duration>> question) {
		if (!this.reachable.get() && !isPauseOver()) {
			return Optional.empty();
		}
		Future<Optional<Duration>> answer = null;
		try {
			answer = this.threads.submit(() -> question.apply(bucket(limit, key)));
			Optional<Duration> wait = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			if (this.reachable.compareAndSet(false, true)) {
				logger.info("Redis answers again; limits are counted for all instances together");
			}
			return Optional.of(wait);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RejectedExecutionException | TimeoutException | ExecutionException ex) {
			pause(ex);
		}
		if (answer != null) {
			answer.cancel(true);
		}
		return Optional.empty();
	}

	/** One request at a time finds out whether Redis is back. */
	private boolean isPauseOver() {
		long now = System.nanoTime();
		long until = this.pausedUntil.get();
		return now - until >= 0 && this.pausedUntil.compareAndSet(until, now + this.pause.toNanos());
	}

	private void pause(Exception ex) {
		this.pausedUntil.set(System.nanoTime() + this.pause.toNanos());
		if (this.reachable.compareAndSet(true, false)) {
			logger.warn(LogMessage.format(
					"Redis does not answer, so each instance counts limits for itself until it does. %s",
					NestedExceptionUtils.getMostSpecificCause(ex)));
		}
	}

	/** A limit that is configured anew is counted anew. */
	private Bucket bucket(RateLimit limit, String key) {
		String counted = limit.name() + " " + limit.perMinute() + " " + limit.perHour() + " " + key;
		BucketConfiguration configuration = BucketConfiguration.builder()
			.addLimit(BucketRateLimiter.perMinute(limit))
			.addLimit(BucketRateLimiter.perHour(limit))
			.build();
		return this.buckets.getProxy(this.prefix + this.hash.apply(counted), () -> configuration);
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
