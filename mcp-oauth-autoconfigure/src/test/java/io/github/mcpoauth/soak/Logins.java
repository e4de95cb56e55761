package io.github.mcpoauth.soak;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Logins that clients go on with, some dozens. Whoever takes one has it alone, so that
 * there is one right answer.
 */
final class Logins {

	private final BlockingQueue<Login> logins = new ArrayBlockingQueue<>(40);

	/** Keeps it for later, or forgets it if there are enough. */
	void offer(Login login) {
		this.logins.offer(login);
	}

	@Nullable Login take() {
		return this.logins.poll();
	}

}
