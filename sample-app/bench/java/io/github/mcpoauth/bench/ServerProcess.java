package io.github.mcpoauth.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A variant that runs in a virtual machine of its own, on the first processor where the
 * platform lets it be pinned.
 */
final class ServerProcess implements AutoCloseable {

	private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

	private final Process process;

	private final int port;

	private final Duration startCpu;

	private ServerProcess(Process process, int port, Duration startCpu) {
		this.process = process;
		this.port = port;
		this.startCpu = startCpu;
	}

	static ServerProcess start(Variant variant, String... properties) {
		try {
			int port = freePort();
			List<String> command = new ArrayList<>();
			if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
				command.addAll(List.of("taskset", "-c", "0"));
			}
			command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms512m",
					"-Xmx512m", "-XX:+UseSerialGC", "-Dspring.config.name=bench", "-cp",
					System.getProperty("java.class.path"), BenchServer.class.getName(), variant.name(),
					"server.port=" + port));
			command.addAll(List.of(properties));
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(new File("target/bench-" + variant.name().toLowerCase(Locale.ROOT) + ".log"))
				.start();
			awaitPort(process, port);
			return new ServerProcess(process, port, cpu(process));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0)) {
			return free.getLocalPort();
		}
	}

	private static void awaitPort(Process process, int port) throws IOException {
		long deadline = System.nanoTime() + PATIENCE_NANOS;
		while (process.isAlive() && System.nanoTime() < deadline) {
			try (Socket socket = new Socket("127.0.0.1", port)) {
				if (socket.isConnected()) {
					return;
				}
			}
			catch (ConnectException ex) {
				pause();
			}
		}
		process.destroy();
		throw new IllegalStateException("A server did not start; see target/bench-*.log");
	}

	private static void pause() {
		try {
			Thread.sleep(20);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static Duration cpu(Process process) {
		return process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	int port() {
		return this.port;
	}

	String url(String path) {
		return "http://localhost:" + this.port + path;
	}

	/** What it has spent so far, on all its threads. */
	Duration cpu() {
		return cpu(this.process);
	}

	/** What it had spent when it was first reached. */
	Duration startCpu() {
		return this.startCpu;
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			this.process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
