package io.github.mcpoauth.sample;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells the sample where Keycloak is, and puts it where Keycloak expects it.
 */
final class KeycloakUpstream implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		McpServer sample = Keycloak.sampleServer();
		TestPropertyValues
			.of("server.port=" + sample.endpoint().getPort(), "mcp.oauth.base-url=" + sample.endpoint().resolve("/"),
					"mcp.oauth.upstream.issuer-uri=" + Keycloak.running().issuer())
			.applyTo(context);
	}

}
