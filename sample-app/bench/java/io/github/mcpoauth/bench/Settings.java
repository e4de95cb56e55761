package io.github.mcpoauth.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long it takes and how far it can be believed.
 *
 * @param warmUpBursts bursts of requests to each contender before anything counts
 * @param rounds how many turns each has
 * @param turn how long a turn is
 * @param freshTokens how many tokens nobody has seen
 * @param clients how many clients register where the number matters
 */
record Settings(int warmUpBursts, int rounds, Duration turn, int freshTokens, int clients) {

	static Settings of(List<String> arguments) {
		return arguments.contains("--quick") ? new Settings(16, 5, Duration.ofMillis(700), 2_000, 10_000)
				: new Settings(50, 9, Duration.ofSeconds(3), 5_000, 100_000);
	}

}
