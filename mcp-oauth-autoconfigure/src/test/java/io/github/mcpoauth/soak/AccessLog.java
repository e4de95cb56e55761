package io.github.mcpoauth.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the web servers say they answered, whether or not a client still listened.
 */
record AccessLog(Path directory) {

	/** The settings of an instance with such a log. */
	static List<String> properties(Path directory, String instance) {
		String prefix = "server.tomcat.accesslog.";
		return List.of(prefix + "enabled=true", prefix + "directory=" + directory, prefix + "prefix=" + instance,
				prefix + "rotate=false", prefix + "buffered=false",
				prefix + "pattern=%{begin:msec}t %{end:msec}t %s %{Retry-After}o %m %U%q");
	}

	/** Server errors that nobody promised, with the requests that got them. */
	List<String> failures(Outages outages) {
		List<String> failures = new ArrayList<>();
		for (Path file : files()) {
			try (Stream<String> lines = Files.lines(file)) {
				lines.filter((line) -> isFailure(line, outages))
					.forEach((line) -> failures.add(file.getFileName() + ": " + line));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return failures;
	}

	private static boolean isFailure(String line, Outages outages) {
		String[] fields = line.split(" ");
		if (Integer.parseInt(fields[2]) < 500) {
			return false;
		}
		return !fields[2].equals("503") || fields[3].equals("-")
				|| !outages.overlap(instant(fields[0]), instant(fields[1]));
	}

	private static Instant instant(String milliseconds) {
		return Instant.ofEpochMilli(Long.parseLong(milliseconds));
	}

	/** How many requests were answered. */
	long requests() {
		long requests = 0;
		for (Path file : files()) {
			try (Stream<String> lines = Files.lines(file)) {
				requests += lines.count();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return requests;
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
