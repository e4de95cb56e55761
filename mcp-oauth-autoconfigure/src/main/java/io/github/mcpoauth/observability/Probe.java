package io.github.mcpoauth.observability;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Looks at something that may be slow, on a thread of its own: one look at a time,
 * however many ask, and not again within a second. Who asks is kept for half a second at
 * most, and then told what was seen last. Thread-safe.
 */
final class Probe {

	static final Duration PATIENCE = Duration.ofMillis(500);

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private final Runnable check;

	private final Executor executor;

	private final Clock clock;

	private final AtomicReference<@Nullable Look> look = new AtomicReference<>();

	private volatile @Nullable Sight sight;

	/**
	 * Makes a probe; nothing is looked at yet.
	 * @param check throws if what it looks at can't be used; the message holds no secret
	 * @param executor runs it, each time on another thread than the caller's
	 * @param clock tells since when
	 */
	Probe(Runnable check, Executor executor, Clock clock) {
		this.check = check;
		this.executor = executor;
		this.clock = clock;
	}

	/**
	 * Looks, unless that is being done or was done a moment ago.
	 * @return the look
	 */
	Look start() {
		Look current = this.look.get();
		if (current != null && !current.isOver()) {
			return current;
		}
		Look next = new Look();
		Look other = this.look.compareAndExchange(current, next);
		if (other != current && other != null) {
			return other;
		}
		this.executor.execute(next.task);
		return next;
	}

	/**
	 * What was seen last, without a look.
	 * @return what was seen, or {@code null} if nobody has looked
	 */
	@Nullable Sight sight() {
		return this.sight;
	}

	private void run() {
		try {
			this.check.run();
			see(null);
		}
		catch (RuntimeException ex) { // also of a store of the application's own
			see(ex);
		}
	}

	private void see(@Nullable RuntimeException failure) {
		Sight before = this.sight;
		boolean usable = failure == null;
		Instant since = (before != null && before.usable() == usable) ? before.since() : this.clock.instant();
		this.sight = new Sight(usable, since, failure);
	}

	/**
	 * What was seen.
	 *
	 * @param usable whether it can be used
	 * @param since when that was first seen
	 * @param failure why it can't, or {@code null}
	 */
	record Sight(boolean usable, Instant since, @Nullable RuntimeException failure) {
	}

	/**
	 * One look.
	 */
	final class Look {

		private final FutureTask<@Nullable Void> task = new FutureTask<>(Probe.this::run, null);

		private final long startedAt = System.nanoTime();

		private boolean isOver() {
			return this.task.isDone() && System.nanoTime() - this.startedAt >= INTERVAL.toNanos();
		}

		/**
		 * Waits until it is done, or has taken too long.
		 * @return whether it is done
		 */
		boolean await() {
			long left = PATIENCE.toNanos() - (System.nanoTime() - this.startedAt);
			try {
				this.task.get(Math.max(0, left), TimeUnit.NANOSECONDS);
				return true;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
			catch (TimeoutException | ExecutionException | CancellationException ex) {
				return false;
			}
		}

	}

}
