package io.github.mcpoauth.sample;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.modelcontextprotocol.server.McpSyncServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The stream from the server to the client.
 *
 * @see <a href=
 * "https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#listening-for-messages-from-the-server">MCP
 * transports, Listening for Messages from the Server</a>
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Timeout(60)
class StreamingTests {

	private final HttpClient http = HttpClient.newHttpClient();

	@Autowired
	private McpSyncServer server;

	private McpServer mcp;

	private String accessToken;

	private String session;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.mcp = McpServer.onPort(port);
		this.accessToken = UserAgent.approve(OAuthClient.registeredAt(this.mcp)).accessToken();
		this.session = this.mcp.call(this.accessToken).headers().firstValue("Mcp-Session-Id").orElseThrow();
	}

	/**
	 * The end of a stream is an asynchronous dispatch. If that one were refused, the
	 * container would break the connection, and reading to the end would fail.
	 */
	@Test
	void streamWhenSessionIsClosedThenEndsAsItShould() throws Exception {
		CompletableFuture<HttpResponse<InputStream>> listening = this.http.sendAsync(
				request(this.accessToken).header("Accept", "text/event-stream").build(),
				HttpResponse.BodyHandlers.ofInputStream());
		// There are no headers before there is an event
		await().pollInterval(Duration.ofMillis(50)).until(() -> {
			this.server.notifyToolsListChanged();
			return listening.isDone();
		});
		HttpResponse<InputStream> stream = listening.get();
		assertThat(stream.statusCode()).isEqualTo(200);

		HttpResponse<String> closed = Http.send(this.http, request(this.accessToken).DELETE().build());

		assertThat(closed.statusCode()).isEqualTo(200);
		String events = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(events).contains("notifications/tools/list_changed");
	}

	@Test
	void streamWhenTokenIsNotValidThenIsRefusedAtOnce() {
		HttpResponse<String> response = Http.send(this.http,
				request("not-a-token").header("Accept", "text/event-stream").build());

		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(Challenge.of(response).parameters()).containsEntry("error", "invalid_token");
	}

	private HttpRequest.Builder request(String token) {
		return Http.request(this.mcp.endpoint())
			.headers("Authorization", "Bearer " + token, "Mcp-Session-Id", this.session, "MCP-Protocol-Version",
					McpServer.PROTOCOL_VERSION);
	}

}
