package io.github.mcpoauth.support;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real nginx, where one is installed.
 */
public final class Nginx implements AutoCloseable {

	private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

	private final Process process;

	private Nginx(Process process) {
		this.process = process;
	}

	/**
	 * Skips the test where there is no nginx, but never in continuous integration.
	 */
	public static void require() {
		String remedy = "This test needs nginx: apt-get install nginx-light";
		if (System.getenv("CI") != null) {
			assertThat(PROGRAM).as(remedy).isExecutable();
		}
		Assumptions.assumeTrue(Files.isExecutable(PROGRAM), remedy);
	}

	/**
	 * Starts nginx.
	 * @param folder an empty folder for all that it writes
	 * @param port at which the server listens
	 * @param server the {@code server} block
	 */
	public static Nginx start(Path folder, int port, String server) throws IOException {
		StringBuilder temporary = new StringBuilder();
		for (String kind : new String[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }) {
			temporary.append(kind).append("_temp_path ").append(folder.resolve(kind)).append(";\n");
		}
		Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
				daemon off;
				master_process off;
				pid %1$s/nginx.pid;
				error_log %1$s/error.log;
				events {}
				http {
				access_log off;
				%2$s
				%3$s
				}
				""".formatted(folder, temporary, server));
		Process process = new ProcessBuilder(PROGRAM.toString(), "-p", folder.toString(), "-c",
				configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(new File(folder.toFile(), "output.log"))
			.start();
		Awaitility.await().failFast("nginx has stopped", () -> !process.isAlive()).until(() -> listens(port));
		return new Nginx(process);
	}

	private static boolean listens(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		this.process.waitFor(10, TimeUnit.SECONDS);
	}

}
