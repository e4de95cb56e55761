package io.github.mcpoauth.soak;

import java.time.Duration;

/**
 * How long the load goes on, in windows after each of which is measured. The first third
 * warms up; of the others, the later half is compared with the earlier.
 *
 * @param windows how many windows
 * @param window how long one is
 */
record SoakPlan(int windows, Duration window) {

	/** {@code -Dsoak.minutes}, or else a minute. */
	static SoakPlan configured() {
		int minutes = Integer.getInteger("soak.minutes", 1);
		int windows = (minutes < 5) ? 4 : 9;
		return new SoakPlan(windows, Duration.ofMinutes(minutes).dividedBy(windows));
	}

	int warmUp() {
		return this.windows / 3;
	}

	/**
	 * Whether the first login has gone from the store before it is measured: however
	 * short its tokens live, it is kept for ten minutes, to notice who comes with one
	 * again.
	 */
	boolean outlastsRows() {
		return total().compareTo(Duration.ofMinutes(30)) >= 0;
	}

	/** Whether the instances have removed by themselves what had expired. */
	boolean outlastsMaintenance() {
		return total().compareTo(Duration.ofMinutes(20)) >= 0;
	}

	private Duration total() {
		return this.window.multipliedBy(this.windows);
	}

}
