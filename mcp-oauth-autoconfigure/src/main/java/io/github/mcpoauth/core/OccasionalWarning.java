package io.github.mcpoauth.core;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A warning that is worth its line once in a while, and not at each request that it is
 * about, or strangers would fill the log. Thread-safe.
 */
public final class OccasionalWarning {

	private final Consumer<CharSequence> warn;

	private final Consumer<CharSequence> debug;

	private final long interval;

	private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

	/**
	 * Makes a warning, the first of which is due.
	 * @param warn logs it, when it is due
	 * @param debug logs it for who looks closely, all other times
	 * @param interval how long none is due after one that was
	 */
	public OccasionalWarning(Consumer<CharSequence> warn, Consumer<CharSequence> debug, Duration interval) {
		this.warn = warn;
		this.debug = debug;
		this.interval = interval.toNanos();
	}

	/**
	 * Warns if it is due.
	 * @param message what to say, without secrets; made into text only if it is logged
	 */
	public void log(CharSequence message) {
		(isDue() ? this.warn : this.debug).accept(message);
	}

	private boolean isDue() {
		long due = this.notBefore.get();
		long now = System.nanoTime();
		return now - due >= 0 && this.notBefore.compareAndSet(due, now + this.interval);
	}

}
