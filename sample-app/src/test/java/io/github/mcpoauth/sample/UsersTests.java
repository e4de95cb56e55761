package io.github.mcpoauth.sample;

import java.util.Map;

import io.modelcontextprotocol.client.McpSyncClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The profile with a table of users.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("users")
class UsersTests {

	@Autowired
	private JdbcClient jdbc;

	@Test
	void callWhenUserIsNewThenOneRowForAllOfTheUsersTokens(@LocalServerPort int port) {
		McpServer mcp = McpServer.onPort(port);
		JsonNode first = myUser(mcp, UserAgent.approve(OAuthClient.registeredAt(mcp)).accessToken());
		JsonNode second = myUser(mcp, UserAgent.approve(OAuthClient.registeredAt(mcp)).accessToken());
		assertThat(first.path("name").asString()).isEqualTo("alice");
		assertThat(second).isEqualTo(first);
		assertThat(this.jdbc.sql("select issuer, subject from app_user").query().listOfRows()).singleElement()
			.isEqualTo(Map.of("ISSUER", "http://localhost:" + port, "SUBJECT", "alice"));
	}

	private static JsonNode myUser(McpServer mcp, String accessToken) {
		try (McpSyncClient client = mcp.client(accessToken)) {
			client.initialize();
			return new JsonMapper().readTree(McpServer.callTool(client, "my_user", Map.of()));
		}
	}

}
