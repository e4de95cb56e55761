package io.github.mcpoauth.sample;

import org.junit.jupiter.api.Test;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Client registrations are the same on every instance that has the same secret, although
 * no instance stores one.
 */
class SharedSecretTests {

	private static final String SECRET = "a secret of the tests that is long enough to be one";

	private static final String OTHER_SECRET = "another secret of the tests that is as long as the first one";

	@Test
	void loginWhenClientRegisteredAtInstanceWithSameSecretThenSucceeds() {
		try (ConfigurableApplicationContext first = start(SECRET);
				ConfigurableApplicationContext second = start(SECRET)) {
			String clientId = OAuthClient.registeredAt(server(first)).clientId();

			OAuthClient elsewhere = OAuthClient.registeredAt(server(second)).as(clientId);

			String accessToken = UserAgent.approve(elsewhere).accessToken();
			assertThat(server(second).call(accessToken).statusCode()).isEqualTo(200);
		}
	}

	@Test
	void loginWhenClientRegisteredAtInstanceWithOtherSecretThenClientIsUnknown() {
		try (ConfigurableApplicationContext first = start(SECRET);
				ConfigurableApplicationContext second = start(OTHER_SECRET)) {
			String clientId = OAuthClient.registeredAt(server(first)).clientId();

			OAuthClient elsewhere = OAuthClient.registeredAt(server(second)).as(clientId);

			Visit page = new UserAgent().open(elsewhere.authorizationRequest().uri());
			assertThat(page.status()).isEqualTo(400);
			assertThat(page.text()).contains("This link does not work");
		}
	}

	@Test
	void loginWhenInstanceWasRestartedWithSameSecretThenSucceeds() {
		String clientId;
		try (ConfigurableApplicationContext before = start(SECRET)) {
			clientId = OAuthClient.registeredAt(server(before)).clientId();
		}
		try (ConfigurableApplicationContext after = start(SECRET)) {
			OAuthClient client = OAuthClient.registeredAt(server(after)).as(clientId);

			String accessToken = UserAgent.approve(client).accessToken();

			assertThat(server(after).call(accessToken).statusCode()).isEqualTo(200);
		}
	}

	private static ConfigurableApplicationContext start(String secret) {
		return new SpringApplicationBuilder(SampleApplication.class).run("--server.port=0",
				"--mcp.oauth.secret=" + secret);
	}

	private static McpServer server(ConfigurableApplicationContext instance) {
		return McpServer.onPort(((ServletWebServerApplicationContext) instance).getWebServer().getPort());
	}

}
