package io.github.mcpoauth.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A virtual machine that servers run in. It starts and warms up on all processors,
 * because compiling takes most of that; what is measured runs on the first one, where the
 * platform lets it be pinned.
 */
final class VirtualMachine implements AutoCloseable {

	private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

	private static final String TASKSET = "/usr/bin/taskset";

	private static final String KILL = "/bin/kill";

	/** Not asked of this virtual machine, which is pinned itself. */
	private static final int PROCESSORS = Integer.getInteger("bench.processors", 1);

	private static final boolean PINNING = PROCESSORS > 1 && Files.isExecutable(Path.of(TASKSET))
			&& Files.isExecutable(Path.of(KILL));

	private static final long QUIET_MILLIS = 100;

	private final Process process;

	private VirtualMachine(Process process) {
		this.process = process;
	}

	/**
	 * Starts one without servers.
	 * @param name what its log is called
	 * @param flags its flags besides those that all have
	 */
	static VirtualMachine start(String name, List<String> flags) {
		List<String> command = new ArrayList<>();
		if (PINNING) {
			command.addAll(List.of(TASKSET, "-c", all()));
		}
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
				"-XX:+UseSerialGC", "-Dspring.config.name=bench"));
		command.addAll(flags);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchServer.class.getName()));
		try {
			return new VirtualMachine(new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(new File("target/bench-" + name + ".log"))
				.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String all() {
		return "0-" + (PROCESSORS - 1);
	}

	/** Sends a command to {@link BenchServer}. */
	void send(String command) {
		try {
			this.process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
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

	static void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** From now on it has the first processor only. */
	void pin() {
		if (PINNING) {
			run(TASKSET, "-a", "-p", "-c", "0", pid());
		}
	}

	/** It has all processors again. */
	void unpin() {
		if (PINNING) {
			run(TASKSET, "-a", "-p", "-c", all(), pid());
		}
	}

	/**
	 * It does nothing until it goes on: what is still compiled after a turn would be
	 * taken from the next one's.
	 */
	void standStill() {
		if (PINNING) {
			run(KILL, "-STOP", pid());
		}
	}

	/** It goes on. */
	void goOn() {
		if (PINNING) {
			run(KILL, "-CONT", pid());
		}
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

	private String jcmd(String command) {
		return run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid(), command);
	}

	/** What it has of the machine's memory. */
	long residentBytes() {
		try (var lines = Files.lines(Path.of("/proc", pid(), "status"))) {
			String line = lines.filter((status) -> status.startsWith("VmRSS:")).findFirst().orElseThrow();
			return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String pid() {
		return Long.toString(this.process.pid());
	}

	private static String run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			process.waitFor();
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
		goOn();
		this.process.destroy();
		try {
			this.process.waitFor();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
