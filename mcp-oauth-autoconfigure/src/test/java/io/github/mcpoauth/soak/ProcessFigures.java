package io.github.mcpoauth.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mcpoauth.support.ServerProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a process holds on to.
 *
 * @param heapKilobytes what is reachable, after a full collection
 * @param threads how many there are
 * @param files open files, connections among them
 */
record ProcessFigures(long heapKilobytes, long threads, long files) {

	static boolean areThere() {
		return Files.isDirectory(Path.of("/proc/self/task"));
	}

	static ProcessFigures of(ServerProcess server) {
		assertThat(server.isAlive()).isTrue();
		Path process = Path.of("/proc", String.valueOf(server.pid()));
		return new ProcessFigures(reachable(server) / 1024, entries(process.resolve("task")),
				entries(process.resolve("fd")));
	}

	/** Asks for the histogram, which is of live objects, after a full collection. */
	private static long reachable(ServerProcess server) {
		String[] lines = histogram(server).split("\n");
		String[] total = lines[lines.length - 1].trim().split("\\s+");
		assertThat(total[0]).isEqualTo("Total");
		return Long.parseLong(total[2]);
	}

	/** Which classes have objects that take most. */
	static String largest(ServerProcess server) {
		return histogram(server).lines().limit(25).collect(Collectors.joining("\n"));
	}

	private static String histogram(ServerProcess server) {
		try {
			Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
					String.valueOf(server.pid()), "GC.class_histogram")
				.redirectErrorStream(true)
				.start();
			return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long entries(Path directory) {
		try (Stream<Path> entries = Files.list(directory)) {
			return entries.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
