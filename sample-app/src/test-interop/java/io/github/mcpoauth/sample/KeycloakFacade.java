package io.github.mcpoauth.sample;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Gives the sample what makes it a facade: the client that the realm has for it.
 */
final class KeycloakFacade implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	static final String CLIENT_ID = "mcp-facade";

	static final String CLIENT_SECRET = "facade-secret-for-tests-only";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		TestPropertyValues
			.of("mcp.oauth.upstream.client-id=" + CLIENT_ID, "mcp.oauth.upstream.client-secret=" + CLIENT_SECRET,
					"mcp.oauth.secret=a secret of the tests that is long enough to be one")
			.applyTo(context);
	}

}
