package io.github.mcpoauth.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long it takes and how far it can be believed.
 *
 * @param warmUpBursts bursts of requests to each contender before anything counts
 * @param rounds how many turns each has
 * @param turn how long a turn is
 * @param freshTokens tokens in each round of those that nobody has seen
 * @param clients how many clients register where the number matters
 */
record Settings(int warmUpBursts, int rounds, Duration turn, int freshTokens, int clients) {

	static Settings of(List<String> arguments) {
		return arguments.contains("--quick") ? new Settings(16, 5, Duration.ofSeconds(1), 400, 10_000)
				: new Settings(50, 9, Duration.ofSeconds(3), 2_500, 100_000);
	}

}
