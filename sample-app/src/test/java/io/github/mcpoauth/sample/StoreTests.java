package io.github.mcpoauth.sample;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole way of a client and the MCP Java SDK, with logins and registrations in each
 * store, and a restart on the way.
 */
class StoreTests {

	private static final String LOGINS = "--mcp.oauth.authorization-server.store=";

	private static final String REGISTRATIONS = "--mcp.oauth.registration.store=";

	@TempDir
	private Path directory;

	@Test
	void loginWhenInAFileOfH2ThenGoesOnAfterARestart() {
		loginAndRestart(LOGINS + "jdbc", REGISTRATIONS + "jdbc");
	}

	@Test
	void loginWhenInPostgresThenGoesOnAfterARestart() throws IOException {
		try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
			loginAndRestart(LOGINS + "jdbc", REGISTRATIONS + "jdbc",
					"--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
					"--spring.datasource.username=postgres");
		}
	}

	@Test
	void loginWhenInRedisThenGoesOnAfterARestart() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		RedisServer redis = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
		redis.start();
		try {
			loginAndRestart(LOGINS + "redis", REGISTRATIONS + "redis", "--spring.data.redis.port=" + port);
		}
		finally {
			redis.stop();
		}
	}

	private void loginAndRestart(String... store) {
		OAuthClient client;
		Tokens tokens;
		int port;
		try (ConfigurableApplicationContext sample = start(0, store)) {
			port = server(sample).endpoint().getPort();
			client = OAuthClient.registeredAt(server(sample));
			assertThat(client.clientId()).startsWith("client_");
			tokens = UserAgent.approve(client, client.authorizationRequest("mcp:connect weather:read"));
			useTools(server(sample), client, tokens);
		}
		try (ConfigurableApplicationContext again = start(port, store)) {
			useTools(server(again), client, tokens);
			Tokens refreshed = client.refresh(tokens);
			useTools(server(again), client, refreshed);
			Tokens second = UserAgent.approve(client, client.authorizationRequest("mcp:connect weather:read"));
			client.revoke(second.accessToken());
			assertThat(server(again).call(second.accessToken()).statusCode()).isEqualTo(401);
			assertThat(server(again).call(refreshed.accessToken()).statusCode()).isEqualTo(200);
		}
	}

	private static void useTools(McpServer server, OAuthClient client, Tokens tokens) {
		try (McpSyncClient sdk = server.client(tokens.accessToken())) {
			sdk.initialize();
			List<String> tools = sdk.listTools().tools().stream().map(McpSchema.Tool::name).toList();
			assertThat(tools).containsExactlyInAnyOrder("whoami", "get_weather");
			assertThat(new JsonMapper().readTree(McpServer.callTool(sdk, "whoami", Map.of())).path("client").asString())
				.isEqualTo(client.clientId());
			assertThat(McpServer.callTool(sdk, "get_weather", Map.of("city", "Oslo"))).contains("Oslo");
		}
	}

	private ConfigurableApplicationContext start(int port, String... store) {
		return new SpringApplicationBuilder(SampleApplication.class).profiles("storage")
			.run(Stream.concat(Stream.of("--server.port=" + port,
					"--mcp.oauth.secret=a-secret-of-the-tests-with-32-or-more-characters",
					"--sample.directory=" + this.directory), Stream.of(store))
				.toArray(String[]::new));
	}

	private static McpServer server(ConfigurableApplicationContext instance) {
		return McpServer.onPort(((ServletWebServerApplicationContext) instance).getWebServer().getPort());
	}

}
