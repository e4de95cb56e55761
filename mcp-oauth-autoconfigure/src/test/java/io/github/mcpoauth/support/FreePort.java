package io.github.mcpoauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/**
 * A port for a server that can't choose one itself.
 */
public final class FreePort {

	private FreePort() {
	}

	/** One that is free at the moment. */
	public static int find() {
		try (ServerSocket free = new ServerSocket(0)) {
			return free.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
