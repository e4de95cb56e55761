package io.github.mcpoauth.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL of a test's own, which can fail and keeps what it has.
 */
public final class PostgresServer implements ClosedAfterAll {

	private final Path data;

	private final int port;

	private EmbeddedPostgres server;

	private PostgresServer() {
		try {
			this.data = Files.createTempDirectory("postgres");
			this.server = start(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.port = this.server.getPort();
	}

	public static PostgresServer start() {
		return new PostgresServer();
	}

	private EmbeddedPostgres start(int port) throws IOException {
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.setPGStartupWait(Duration.ofMinutes(1));
		return ((port != 0) ? builder.setPort(port) : builder).start();
	}

	public int port() {
		return this.port;
	}

	public String url() {
		return url(this.port);
	}

	/** Its URL for whoever gets there over another port. */
	public static String url(int port) {
		return "jdbc:postgresql://localhost:" + port + "/postgres";
	}

	/** Stops it, as for maintenance: connections are closed. */
	public void stop() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Starts it again where it has been, with what it had. */
	public void startAgain() {
		try {
			this.server = start(this.port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Its processes stand still: connections stay, and nothing is answered. */
	public void freeze() {
		signal("STOP");
	}

	public void thaw() {
		signal("CONT");
	}

	private void signal(String name) {
		ProcessHandle process = process();
		Stream.concat(Stream.of(process), process.descendants()).forEach((one) -> send(name, one.pid()));
	}

	/** The one that this process has started has started another one and is gone. */
	private ProcessHandle process() {
		try (Stream<String> lines = Files.lines(this.data.resolve("postmaster.pid"))) {
			return ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().trim())).orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void send(String signal, long process) {
		try {
			new ProcessBuilder("kill", "-" + signal, String.valueOf(process)).start().waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		thaw();
		stop();
		try {
			FileSystemUtils.deleteRecursively(this.data);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
