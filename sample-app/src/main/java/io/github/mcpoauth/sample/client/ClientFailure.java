package io.github.mcpoauth.sample.client;

import org.jspecify.annotations.Nullable;

/**
 * Why the client can't go on, or refuses to: for people, in one sentence.
 */
class ClientFailure extends RuntimeException {

	ClientFailure(String message) {
		this(message, null);
	}

	ClientFailure(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
