package io.github.mcpoauth.soak;

import java.util.function.Supplier;

import io.github.mcpoauth.support.Reply;

/**
 * A request that has to be refused.
 *
 * @param name what is wrong with it
 * @param status the answer
 * @param attempt sends it
 */
record BadInput(String name, int status, Supplier<Reply> attempt) {
}
