package io.github.mcpoauth.net;

import java.io.IOException;
import java.io.Serial;

/**
 * Too many fetches are under way; nothing is known of the one that was asked for.
 */
public final class FetchesExhaustedException extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	/** Makes the exception. */
	public FetchesExhaustedException() {
		super("too many fetches are under way");
	}

}
