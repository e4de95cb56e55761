package io.github.mcpoauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

import redis.embedded.RedisServer;

/**
 * A real Redis. One serves all tests of the process that don't stop it.
 */
public final class Redis implements AutoCloseable {

	private static Redis shared;

	private final int port;

	private final RedisServer server;

	private Redis(int port) {
		this.port = port;
		try {
			this.server = RedisServer.newRedisServer().port(this.port).setting("save \"\"").build();
			this.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static Redis start() {
		return new Redis(freePort());
	}

	/** Starts one where another has been. */
	public static Redis startAt(int port) {
		return new Redis(port);
	}

	private static int freePort() {
		try (ServerSocket free = new ServerSocket(0)) {
			return free.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The one for everybody; keys have to differ. */
	public static synchronized Redis shared() {
		if (shared == null) {
			shared = start();
			Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
		}
		return shared;
	}

	public int port() {
		return this.port;
	}

	@Override
	public void close() {
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
