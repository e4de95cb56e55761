package io.github.mcpoauth.net;

import java.io.IOException;
import java.io.Serial;

/**
 * The server is there and answers, but not with what was asked for.
 */
public final class UnexpectedStatusException extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final int status;

	UnexpectedStatusException(String message, int status) {
		super(message);
		this.status = status;
	}

	int status() {
		return this.status;
	}

}
