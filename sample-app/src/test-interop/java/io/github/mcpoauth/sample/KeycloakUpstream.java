package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.function.Supplier;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells the sample where Keycloak is, and puts it where Keycloak expects it.
 */
final class KeycloakUpstream implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private final Supplier<URI> issuer;

	/** In front of the Keycloak that all tests share; looks for it when it is used. */
	KeycloakUpstream() {
		this.issuer = () -> Keycloak.running().issuer();
	}

	KeycloakUpstream(URI issuer) {
		this.issuer = () -> issuer;
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		McpServer sample = Keycloak.sampleServer();
		TestPropertyValues
			.of("server.port=" + sample.endpoint().getPort(), "mcp.oauth.base-url=" + sample.endpoint().resolve("/"),
					"mcp.oauth.upstream.issuer-uri=" + this.issuer.get())
			.applyTo(context);
	}

}
