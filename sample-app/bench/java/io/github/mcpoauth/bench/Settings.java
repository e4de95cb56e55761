package io.github.mcpoauth.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long it takes and how far it can be believed.
 *
 * @param quick whether it is a first look only
 * @param warmUpBursts at most so many bursts of requests to each contender before
 * anything counts
 * @param rounds how many turns each has
 * @param turn how long a turn is
 * @param freshTokens how many tokens nobody has seen
 * @param clients how many clients register where the number matters
 * @param springClients how many of them register at Spring's server, which walks them all
 * @param grants how many people are logged in where the number matters
 */
record Settings(boolean quick, int warmUpBursts, int rounds, Duration turn, int freshTokens, int clients,
		int springClients, int grants) {

	static Settings of(List<String> arguments) {
		return arguments.contains("--quick")
				? new Settings(true, 16, 5, Duration.ofMillis(700), 2_000, 10_000, 8_000, 10_000)
				: new Settings(false, 30, 9, Duration.ofSeconds(3), 5_000, 100_000, 30_000, 100_000);
	}

	/**
	 * For parts with many servers, whose requests are slow enough to time few of them.
	 */
	Settings brief() {
		return new Settings(this.quick, this.warmUpBursts, this.rounds, this.turn.dividedBy(4), this.freshTokens,
				this.clients, this.springClients, this.grants);
	}

}
