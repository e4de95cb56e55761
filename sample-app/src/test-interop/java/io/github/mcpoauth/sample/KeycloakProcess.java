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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The process of a Keycloak that stays at its port however often it is started. Several
 * share one distribution: what is built into it is the same for all, so that no start
 * builds anew what another one is running from.
 */
final class KeycloakProcess {

	private static final Path HOME = Path.of(System.getProperty("keycloak.home"));

	/** The first start of a distribution is also its build. */
	private static final Duration PATIENCE = Duration.ofMinutes(4);

	private static final long SECONDS_TO_STOP = 30;

	private final int port = FreePorts.find();

	private final URI issuer = URI.create("http://localhost:" + this.port + "/realms/" + KeycloakRealm.NAME);

	private final Path log;

	private final Map<String, String> settings;

	private volatile @Nullable Process process;

	/**
	 * A process that is not started yet.
	 * @param name of the file that it logs into
	 * @param settings more of Keycloak's, as variables of its environment
	 */
	KeycloakProcess(String name, Map<String, String> settings) {
		this.log = directory().resolve(name + ".log");
		this.settings = settings;
		this.log.toFile().delete();
		Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
	}

	/** Where a Keycloak may keep what has to go with the next clean build. */
	static Path directory() {
		return HOME.resolve("../..").normalize();
	}

	URI issuer() {
		return this.issuer;
	}

	boolean isRunning() {
		return this.process != null && this.process.isAlive();
	}

	/** Starts it with a realm that knows the sample, unless its database has one. */
	void start(McpServer sample) {
		try {
			importAtStart(sample);
			this.process = launch();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		awaitRealm();
	}

	/** Keycloak wants the file to have the name of the realm. */
	private static void importAtStart(McpServer sample) throws IOException {
		Path imports = Files.createDirectories(HOME.resolve("data/import"));
		Files.writeString(imports.resolve(KeycloakRealm.NAME + "-realm.json"), KeycloakRealm.of(sample));
	}

	private Process launch() throws IOException {
		ProcessBuilder builder = new ProcessBuilder(List.of(HOME.resolve("bin/kc.sh").toString(), "start-dev",
				"--http-host=127.0.0.1", "--http-port=" + this.port, "--db=dev-mem", "--import-realm"));
		builder.environment()
			.putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS_APPEND",
					"-XX:TieredStopAtLevel=1"));
		builder.environment().putAll(this.settings);
		return builder.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()))
			.start();
	}

	/** Waits until it answers, which one that was asleep does not at once. */
	void awaitRealm() {
		URI discovery = URI.create(this.issuer + "/.well-known/openid-configuration");
		await("Keycloak, see " + this.log).atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(250))
			.failFast("Keycloak gave up, see " + this.log, () -> !isRunning())
			.untilAsserted(() -> assertThat(Http.get(discovery).statusCode()).isEqualTo(200));
	}

	/**
	 * Sends a signal to the server, and to the script that was started, which would pass
	 * on some of them only.
	 */
	void signal(String name) {
		for (ProcessHandle handle : processes()) {
			try {
				int status = new ProcessBuilder("kill", "-" + name, String.valueOf(handle.pid())).inheritIO()
					.start()
					.waitFor();
				assertThat(status == 0 || !handle.isAlive()).as("kill -%s", name).isTrue();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while signalling Keycloak", ex);
			}
		}
	}

	/** The script passes this one on to the server, and has to be awake for it. */
	void stop() {
		if (!isRunning()) {
			return;
		}
		signal("CONT");
		List<ProcessHandle> all = processes();
		this.process.destroy();
		try {
			this.process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		all.forEach(ProcessHandle::destroyForcibly);
	}

	private List<ProcessHandle> processes() {
		return Stream.concat(Stream.of(this.process.toHandle()), this.process.descendants()).toList();
	}

}
