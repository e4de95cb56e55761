package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.Map;

/**
 * A Keycloak with the realm of the documentation, locked as it is there: anybody's
 * registration is refused. It starts once for all tests and ends with their JVM, so no
 * test may break it: {@link BreakableKeycloak} is for that.
 */
final class Keycloak {

	private static final McpServer SAMPLE = McpServer.onPort(FreePorts.find());

	private final KeycloakProcess process = new KeycloakProcess("keycloak", Map.of());

	private Keycloak() {
		this.process.start(SAMPLE);
	}

	/** The Keycloak of this JVM, whose realm knows the {@link #sampleServer() sample}. */
	static Keycloak running() {
		return Shared.KEYCLOAK;
	}

	/** Where the sample has to run, because the realm names its URLs. */
	static McpServer sampleServer() {
		return SAMPLE;
	}

	URI issuer() {
		return this.process.issuer();
	}

	private static final class Shared {

		private static final Keycloak KEYCLOAK = new Keycloak();

	}

}
