package io.github.mcpoauth.upstream;

import java.time.Duration;
import java.time.Instant;

/**
 * How often to try what has failed: at most two failures in 30 seconds, so that an outage
 * does not cost each request a timeout, and an end of it is noticed soon. To be used by
 * one thread at a time.
 */
final class FailureLimit {

	private static final Duration WINDOW = Duration.ofSeconds(30);

	private static final int MAX_FAILURES = 2;

	private Instant start = Instant.MIN;

	private int failures;

	boolean allows(Instant now) {
		return this.failures < MAX_FAILURES || isOver(now);
	}

	/**
	 * A clock that was put back must not prolong the wait.
	 */
	private boolean isOver(Instant now) {
		return now.isBefore(this.start) || !now.isBefore(this.start.plus(WINDOW));
	}

	void failed(Instant now) {
		if (this.failures == 0 || isOver(now)) {
			this.start = now;
			this.failures = 0;
		}
		this.failures++;
	}

	void succeeded() {
		this.failures = 0;
	}

}
