package io.github.mcpoauth.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that have to know theirs before they start.
 */
final class FreePorts {

	/** Below the ports that systems give to outgoing connections. */
	private static final int FIRST = 20_000;

	private static final int LAST = 32_000;

	private static final int ATTEMPTS = 100;

	private FreePorts() {
	}

	static int find() {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
			try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return free.getLocalPort();
			}
			catch (IOException ex) {
				// Taken: the next one
			}
		}
		throw new IllegalStateException("No free port in " + ATTEMPTS + " attempts");
	}

}
