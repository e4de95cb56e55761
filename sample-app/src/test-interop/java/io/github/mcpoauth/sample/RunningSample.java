package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The sample in front of a Keycloak, for tests that have to decide when it starts.
 *
 * @param context the application
 */
record RunningSample(ConfigurableApplicationContext context) implements AutoCloseable {

	/** Each call verifies its token with Keycloak's keys, or asks Keycloak about it. */
	static final String REMEMBERING_NO_TOKEN = "mcp.oauth.tokens.cache.enabled=false";

	/** At the port that the realm names, so that users can log in. */
	static RunningSample facade(URI issuer, String... properties) {
		return start(Stream.of(new KeycloakUpstream(issuer), new KeycloakFacade()), properties);
	}

	/** Issues the tokens itself, to users of Keycloak and to its own one. */
	static RunningSample federated(URI issuer, String... properties) {
		return facade(issuer,
				Stream
					.concat(Stream.of("mcp.oauth.mode=authorization-server", "mcp.oauth.upstream.scopes=openid",
							"mcp.oauth.upstream.login.label=Keycloak"), Arrays.stream(properties))
					.toArray(String[]::new));
	}

	/**
	 * Another instance of the same server, at a port that the realm does not know: for
	 * calls with tokens that somebody got elsewhere.
	 */
	static RunningSample resourceServer(URI issuer, String... properties) {
		return start(Stream.of(new KeycloakUpstream(issuer), RunningSample::atAnyPort), properties);
	}

	/** Such an instance that asks Keycloak about each token, each time. */
	static RunningSample introspecting(URI issuer) {
		return start(Stream.of(new KeycloakUpstream(issuer), new KeycloakFacade(), RunningSample::atAnyPort),
				"mcp.oauth.mode=resource-server", "mcp.oauth.upstream.token-verification=introspection",
				REMEMBERING_NO_TOKEN);
	}

	private static RunningSample start(Stream<ApplicationContextInitializer<ConfigurableApplicationContext>> settings,
			String... properties) {
		return new RunningSample(new SpringApplicationBuilder(SampleApplication.class)
			.initializers(settings.toArray(ApplicationContextInitializer<?>[]::new))
			.run(Arrays.stream(properties).map((property) -> "--" + property).toArray(String[]::new)));
	}

	private static void atAnyPort(ConfigurableApplicationContext context) {
		TestPropertyValues.of("server.port=0").applyTo(context);
	}

	McpServer server() {
		return McpServer.onPort(((ServletWebServerApplicationContext) this.context).getWebServer().getPort());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
