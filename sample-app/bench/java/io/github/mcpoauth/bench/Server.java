package io.github.mcpoauth.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A variant that runs in a virtual machine of its own. It starts and warms up on all
 * processors, because compiling takes most of that; what is measured runs on the first
 * one, where the platform lets it be pinned.
 */
final class ServerProcess implements AutoCloseable {

	private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

	private static final String TASKSET = "/usr/bin/taskset";

	/** Not asked of this virtual machine, which is pinned itself. */
	private static final int PROCESSORS = Integer.getInteger("bench.processors", 1);

	private static final boolean PINNING = PROCESSORS > 1 && Files.isExecutable(Path.of(TASKSET));

	private static final long QUIET_MILLIS = 100;

	private static final Set<Integer> PORTS = new HashSet<>();

	private final Process process;

	private final int port;

	private ServerProcess(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	static ServerProcess start(Variant variant, String... properties) {
		return start(List.of("-Xms512m"), variant, properties);
	}

	/** One that takes no more memory than it needs. */
	static ServerProcess startWithSmallHeap(Variant variant) {
		return start(List.of(), variant);
	}

	/** One with further flags of the virtual machine. */
	static ServerProcess start(List<String> flags, Variant variant, String... properties) {
		try {
			int port = freePort();
			List<String> command = new ArrayList<>();
			if (PINNING) {
				command.addAll(List.of(TASKSET, "-c", "0-" + (PROCESSORS - 1)));
			}
			command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
					"-XX:+UseSerialGC", "-Dspring.config.name=bench"));
			command.addAll(flags);
			command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchServer.class.getName(),
					variant.name(), "server.port=" + port));
			command.addAll(List.of(properties));
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(new File("target/bench-" + variant.name().toLowerCase(Locale.ROOT) + ".log"))
				.start();
			return new ServerProcess(process, port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One that no other server was given: they bind theirs much later. */
	private static int freePort() throws IOException {
		while (true) {
			try (ServerSocket free = new ServerSocket(0)) {
				if (PORTS.add(free.getLocalPort())) {
					return free.getLocalPort();
				}
			}
		}
	}

	/** Waits until it listens. */
	void await() {
		long deadline = System.nanoTime() + PATIENCE_NANOS;
		while (!listens()) {
			if (!this.process.isAlive() || System.nanoTime() > deadline) {
				this.process.destroy();
				throw new IllegalStateException("A server did not start; see target/bench-*.log");
			}
			pause(20);
		}
	}

	/** Waits until it has little to do. */
	void awaitQuiet() {
		long deadline = System.nanoTime() + PATIENCE_NANOS;
		Duration before;
		do {
			before = cpu();
			pause(QUIET_MILLIS);
		}
		while (cpu().minus(before).toMillis() > QUIET_MILLIS / 8 && System.nanoTime() < deadline);
	}

	private boolean listens() {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			return socket.isConnected();
		}
		catch (ConnectException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** From now on it has the first processor only. */
	void pin() {
		if (!PINNING) {
			return;
		}
		try {
			new ProcessBuilder(TASKSET, "-a", "-p", "-c", "0", Long.toString(this.process.pid()))
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	int port() {
		return this.port;
	}

	String url(String path) {
		return "http://localhost:" + this.port + path;
	}

	/** What it has spent so far, on all its threads. */
	Duration cpu() {
		return this.process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/** What a full collection leaves. */
	long liveBytes() {
		awaitQuiet();
		// What has a cleaner goes with the second collection, which the histogram begins
		// with
		jcmd("GC.run");
		String histogram = jcmd("GC.class_histogram");
		String total = histogram.substring(histogram.lastIndexOf("Total")).trim();
		return Long.parseLong(total.split("\\s+")[2]);
	}

	/** What it has of the machine's memory. */
	long residentBytes() {
		try (var lines = Files.lines(Path.of("/proc", Long.toString(this.process.pid()), "status"))) {
			String line = lines.filter((status) -> status.startsWith("VmRSS:")).findFirst().orElseThrow();
			return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String jcmd(String command) {
		try {
			Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
					Long.toString(this.process.pid()), command)
				.redirectErrorStream(true)
				.start();
			String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			jcmd.waitFor();
			return answer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
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
