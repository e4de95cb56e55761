package io.github.mcpoauth.bench;

import java.util.function.Supplier;

/**
 * Requests that depend on earlier answers.
 */
interface Conversation extends Supplier<byte[]> {

	/**
	 * Looks at an answer, before the next request is asked for.
	 * @param answer all of it, with its headers
	 */
	void answered(String answer);

}
