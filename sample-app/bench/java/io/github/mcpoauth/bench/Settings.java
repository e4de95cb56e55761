package io.github.mcpoauth.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long it takes and how far it can be believed.
 *
 * @param quick whether it is a first look only
 * @param warmUp how long a server does what it is measured with before anything counts
 * @param warmUpAgain how long it does the next thing
 * @param rounds how many turns each has
 * @param turn how long a turn is
 * @param leadIn how long it runs before that in each turn
 * @param freshTokens how many tokens nobody has seen
 * @param clients how many clients register where the number matters
 * @param springClients how many of them register at Spring's server, which walks them all
 * @param grants how many people are logged in where the number matters
 * @param starts how often each application is started
 */
record Settings(boolean quick, Duration warmUp, Duration warmUpAgain, int rounds, Duration turn, Duration leadIn,
		int freshTokens, int clients, int springClients, int grants, int starts) {

	static Settings of(List<String> arguments) {
		return arguments.contains("--quick")
				? new Settings(true, Duration.ofSeconds(8), Duration.ofMillis(1500), 5, Duration.ofMillis(400),
						Duration.ofMillis(100), 2_000, 10_000, 8_000, 10_000, 2)
				: new Settings(false, Duration.ofSeconds(40), Duration.ofSeconds(12), 9, Duration.ofSeconds(3),
						Duration.ofMillis(200), 5_000, 100_000, 30_000, 100_000, 7);
	}

	/**
	 * For parts with many servers, whose requests are slow enough to time few of them.
	 */
	Settings brief() {
		return new Settings(this.quick, this.warmUp.dividedBy(2), this.warmUpAgain.dividedBy(2), this.rounds,
				this.turn.dividedBy(4), this.leadIn, this.freshTokens, this.clients, this.springClients, this.grants,
				this.starts);
	}

}
