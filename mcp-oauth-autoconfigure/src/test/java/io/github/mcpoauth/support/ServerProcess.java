package io.github.mcpoauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;

import org.springframework.boot.SpringApplication;

/**
 * The {@link TestApplication} in a process of its own, which can be killed and started
 * again.
 */
public final class ServerProcess implements AutoCloseable {

	private final int port;

	private final List<String> command = new ArrayList<>();

	private Process process;

	/**
	 * Starts the application on a free port, where it stays.
	 */
	public ServerProcess(String... properties) {
		this(List.of(), properties);
	}

	/**
	 * Starts the application on a free port, where it stays.
	 * @param options of the virtual machine
	 */
	public ServerProcess(List<String> options, String... properties) {
		this.port = freePort();
		this.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		this.command.addAll(options);
		this.command
			.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
					ServerProcess.class.getName(), "--server.port=" + this.port, "--logging.level.root=warn"));
		for (String property : properties) {
			this.command.add("--" + property);
		}
		start();
	}

	public static void main(String[] arguments) {
		SpringApplication.run(TestApplication.class, arguments);
	}

	private static int freePort() {
		try (ServerSocket free = new ServerSocket(0)) {
			return free.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts it, and waits until it answers. */
	public void start() {
		try {
			this.process = new ProcessBuilder(this.command).inheritIO().start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Awaitility.await()
			.atMost(Duration.ofMinutes(2))
			.ignoreExceptionsMatching((ex) -> this.process.isAlive())
			.until(() -> status() == 200);
	}

	private int status() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The application has ended");
		}
		try {
			return new Http().get(url("/.well-known/oauth-authorization-server")).status();
		}
		catch (AssertionError ex) {
			return 0;
		}
	}

	/** As {@code kill -9}: nothing gets a chance to clean up. */
	public void kill() {
		try {
			this.process.destroyForcibly().waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	public String url(String path) {
		return "http://localhost:" + this.port + path;
	}

	@Override
	public void close() {
		kill();
	}

}
