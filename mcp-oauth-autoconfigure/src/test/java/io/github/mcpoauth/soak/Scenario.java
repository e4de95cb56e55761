package io.github.mcpoauth.soak;

import java.util.random.RandomGenerator;

/**
 * Something that clients and their users do again and again.
 */
@FunctionalInterface
interface Scenario {

	/**
	 * Does it once, and fails if an answer is wrong.
	 * @param random decides what is left open
	 */
	void run(RandomGenerator random);

}
