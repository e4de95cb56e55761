package io.github.mcpoauth.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Keycloak with the realm of the documentation, locked as it is there: anybody's
 * registration is refused. It starts once for all tests and ends with their JVM.
 */
final class Keycloak implements AutoCloseable {

	private static final Path HOME = Path.of(System.getProperty("keycloak.home"));

	private static final Path LOG = HOME.resolve("../../keycloak.log").normalize();

	/** The first start of a distribution is also its build. */
	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private static final long SECONDS_TO_STOP = 30;

	private final Process process;

	private final URI issuer;

	private Keycloak(Process process, int port) {
		this.process = process;
		this.issuer = URI.create("http://localhost:" + port + "/realms/" + KeycloakRealm.NAME);
	}

	/** The Keycloak of this JVM, whose realm knows the {@link #sampleServer() sample}. */
	static Keycloak running() {
		return Shared.KEYCLOAK;
	}

	/** Where the sample has to run, because the realm names its URLs. */
	static McpServer sampleServer() {
		return Shared.SAMPLE;
	}

	private static Keycloak start(McpServer sample) {
		int port = FreePorts.find();
		try {
			prepareData(sample);
			Keycloak keycloak = new Keycloak(launch(port), port);
			Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
			keycloak.awaitRealm();
			return keycloak;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Keycloak wants the file to have the name of the realm. */
	private static void prepareData(McpServer sample) throws IOException {
		Path data = HOME.resolve("data");
		FileSystemUtils.deleteRecursively(data);
		Path imports = Files.createDirectories(data.resolve("import"));
		Files.writeString(imports.resolve(KeycloakRealm.NAME + "-realm.json"), KeycloakRealm.of(sample));
	}

	private static Process launch(int port) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(List.of(HOME.resolve("bin/kc.sh").toString(), "start-dev",
				"--http-host=127.0.0.1", "--http-port=" + port, "--db=dev-mem", "--import-realm"));
		builder.environment()
			.putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS_APPEND",
					"-XX:TieredStopAtLevel=1"));
		return builder.redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
	}

	private void awaitRealm() {
		URI discovery = URI.create(this.issuer + "/.well-known/openid-configuration");
		await("Keycloak, see " + LOG).atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(250))
			.failFast("Keycloak gave up, see " + LOG, () -> !this.process.isAlive())
			.untilAsserted(() -> assertThat(Http.get(discovery).statusCode()).isEqualTo(200));
	}

	URI issuer() {
		return this.issuer;
	}

	/** The script that was started passes the signal on to the server. */
	@Override
	public void close() {
		List<ProcessHandle> servers = this.process.descendants().toList();
		this.process.destroy();
		try {
			this.process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		servers.forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

	private static final class Shared {

		private static final McpServer SAMPLE = McpServer.onPort(FreePorts.find());

		private static final Keycloak KEYCLOAK = start(SAMPLE);

	}

}
