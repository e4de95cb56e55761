package io.github.mcpoauth.soak;

import java.util.function.Supplier;

import io.github.mcpoauth.support.Reply;

/**
 * A request that has to be refused.
 *
 * @param name what is wrong with it
 * @param status the answer
 * @param attempt sends it
 * @param decidable whether that can be said without the identity provider
 */
record BadInput(String name, int status, Supplier<Reply> attempt, boolean decidable) {

	BadInput(String name, int status, Supplier<Reply> attempt) {
		this(name, status, attempt, true);
	}

}
