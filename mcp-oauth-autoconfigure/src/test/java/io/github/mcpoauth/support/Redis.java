package io.github.mcpoauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A real Redis. One serves all tests of the process that don't stop it.
 */
public final class Redis implements AutoCloseable {

	private static Redis shared;

	private final int port;

	private final RedisServer server;

	private @Nullable LettuceConnectionFactory connections;

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
		return new Redis(FreePort.find());
	}

	/** Starts one where another has been. */
	public static Redis startAt(int port) {
		return new Redis(port);
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

	/** Connects as applications do that don't wait for long. */
	public static LettuceConnectionFactory connect(int port) {
		return connect(port, Duration.ofSeconds(5));
	}

	/**
	 * Connects as applications do.
	 * @param patience how long a command waits for its answer
	 */
	public static LettuceConnectionFactory connect(int port, Duration patience) {
		LettuceConnectionFactory connections = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("localhost", port),
				LettuceClientConfiguration.builder().commandTimeout(patience).build());
		connections.afterPropertiesSet();
		connections.start();
		return connections;
	}

	/** The same connections for everybody. */
	public synchronized RedisConnectionFactory connections() {
		if (this.connections == null) {
			this.connections = connect(this.port);
		}
		return this.connections;
	}

	@Override
	public synchronized void close() {
		if (this.connections != null) {
			this.connections.destroy();
		}
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
