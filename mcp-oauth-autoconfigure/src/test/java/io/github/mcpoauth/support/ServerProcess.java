package io.github.mcpoauth.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import org.springframework.boot.SpringApplication;

/**
 * The {@link TestApplication} in a process of its own, which can be killed and started
 * again. What it prints is printed here too.
 */
public final class ServerProcess implements RunningServer, ClosedAfterAll {

	private static final long SECONDS_TO_END = 60;

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
		this(Path.of(System.getProperty("java.home")), options, properties);
	}

	/**
	 * Starts the application on a free port, where it stays.
	 * @param javaHome the Java to run it with
	 * @param options of the virtual machine
	 */
	public ServerProcess(Path javaHome, List<String> options, String... properties) {
		this.port = FreePort.find();
		this.command
			.addAll(List.of(javaHome.resolve("bin/java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		this.command.addAll(options);
		this.command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerProcess.class.getName(),
				"--server.port=" + this.port, "--logging.level.root=warn", "--spring.main.banner-mode=off",
				"--spring.security.user.name=alice", "--spring.security.user.password=wonderland"));
		for (String property : properties) {
			this.command.add("--" + property);
		}
		start();
	}

	public static void main(String[] arguments) {
		SpringApplication.run(TestApplication.class, arguments);
	}

	/** Starts it, and waits until it answers. */
	public void start() {
		try {
			this.process = new ProcessBuilder(this.command).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread printing = new Thread(() -> print(this.process.inputReader()), "output");
		printing.setDaemon(true);
		printing.start();
		try {
			Awaitility.await()
				.atMost(Duration.ofMinutes(5))
				.ignoreExceptionsMatching((ex) -> this.process.isAlive())
				.until(() -> status() == 200);
		}
		catch (RuntimeException ex) {
			kill();
			throw ex;
		}
	}

	private static void print(BufferedReader output) {
		output.lines().forEach(System.out::println);
	}

	private int status() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The application has ended");
		}
		try {
			return new Http().get(url("/.well-known/oauth-protected-resource/mcp")).status();
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

	public long pid() {
		return this.process.pid();
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	/** As {@code kill}, which is how a container is stopped; does not wait. */
	public void terminate() {
		this.process.destroy();
	}

	/** Whether it ends in time, of itself. */
	public boolean hasEnded() {
		try {
			return this.process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	public int port() {
		return this.port;
	}

	@Override
	public String url(String path) {
		return "http://localhost:" + this.port + path;
	}

	@Override
	public void close() {
		kill();
	}

}
