package io.github.mcpoauth.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long it takes and how far it can be believed.
 *
 * @param warmUp requests to each contender before anything counts
 * @param rounds how many turns each has
 * @param turn how long a turn is
 * @param clients how many clients register where the number matters
 */
record Settings(long warmUp, int rounds, Duration turn, int clients) {

	static Settings of(List<String> arguments) {
		return arguments.contains("--quick") ? new Settings(40_000, 5, Duration.ofSeconds(1), 10_000)
				: new Settings(250_000, 9, Duration.ofSeconds(3), 100_000);
	}

}
