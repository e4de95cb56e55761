package io.github.mcpoauth.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A second Keycloak with the same realm, for tests that stop it or change its keys. Its
 * database is in a file, so that users, sessions and keys outlive a restart as they do in
 * production. It starts when the first test needs it and ends with the JVM.
 */
final class BreakableKeycloak {

	private static final Path DATABASE = KeycloakProcess.directory().resolve("breakable-keycloak");

	private static final BreakableKeycloak ONLY = new BreakableKeycloak();

	private final KeycloakProcess process = new KeycloakProcess("breakable-keycloak", settings());

	private BreakableKeycloak() {
		try {
			FileSystemUtils.deleteRecursively(DATABASE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The kind of database is built in, and the same as that of {@link Keycloak}. Where
	 * it is, is not.
	 */
	private static Map<String, String> settings() {
		Map<String, String> settings = new HashMap<>(KeycloakAdmin.SETTINGS);
		settings.put("KC_DB_URL", "jdbc:h2:file:" + DATABASE.resolve("database") + ";NON_KEYWORDS=VALUE");
		return settings;
	}

	/** The one of this JVM, running, whatever the test before has done to it. */
	static BreakableKeycloak whole() {
		if (ONLY.process.isRunning()) {
			ONLY.thaw();
		}
		else {
			ONLY.start();
		}
		ONLY.admin().setRefreshTokenMaxReuse(0);
		return ONLY;
	}

	URI issuer() {
		return this.process.issuer();
	}

	KeycloakAdmin admin() {
		return new KeycloakAdmin(issuer());
	}

	KeycloakKeys keys() {
		return new KeycloakKeys(issuer());
	}

	void start() {
		this.process.start(Keycloak.sampleServer());
	}

	void stop() {
		this.process.stop();
	}

	/** From now on connections to it are accepted, by the kernel, and nobody answers. */
	void freeze() {
		this.process.signal("STOP");
		HttpRequest request = HttpRequest.newBuilder(issuer()).timeout(Duration.ofSeconds(1)).build();
		assertThatExceptionOfType(HttpTimeoutException.class)
			.isThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()));
	}

	void thaw() {
		this.process.signal("CONT");
		this.process.awaitRealm();
	}

}
