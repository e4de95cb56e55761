package io.github.mcpoauth.sample;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An MCP server, as its clients see it.
 *
 * @param endpoint the URL that a user gives to a client
 */
record McpServer(URI endpoint) {

	static final String PROTOCOL_VERSION = "2025-06-18";

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	static McpServer onPort(int port) {
		return new McpServer(URI.create("http://localhost:" + port + "/mcp"));
	}

	/**
	 * Starts a session by hand, to see statuses and headers.
	 * @param accessToken the bearer token, or {@code null} for none
	 * @return the answer to {@code initialize}
	 */
	HttpResponse<String> call(@Nullable String accessToken) {
		Map<String, ?> initialize = Map.of("jsonrpc", "2.0", "id", 1, "method", "initialize", "params",
				Map.of("protocolVersion", PROTOCOL_VERSION, "capabilities", Map.of(), "clientInfo",
						Map.of("name", "end-to-end-test", "version", "1")));
		return (accessToken != null)
				? Http.postJson(this.endpoint, initialize, "Accept", "application/json, text/event-stream",
						"Authorization", "Bearer " + accessToken)
				: Http.postJson(this.endpoint, initialize, "Accept", "application/json, text/event-stream");
	}

	/**
	 * Connects with the client of the MCP Java SDK.
	 * @param accessToken the bearer token
	 * @return the client, not initialized yet
	 */
	McpSyncClient client(String accessToken) {
		HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport
			.builder(this.endpoint.resolve("/").toString())
			.endpoint(this.endpoint.getPath())
			.connectTimeout(TIMEOUT)
			.httpRequestCustomizer((request, method, uri, body, context) -> request.setHeader("Authorization",
					"Bearer " + accessToken))
			.build();
		return McpClient.sync(transport).requestTimeout(TIMEOUT).initializationTimeout(TIMEOUT).build();
	}

	static String callTool(McpSyncClient client, String tool, Map<String, Object> arguments) {
		McpSchema.CallToolResult result = client.callTool(new McpSchema.CallToolRequest(tool, arguments));
		assertThat(result.isError()).as(result.toString()).isNotEqualTo(true);
		return ((McpSchema.TextContent) result.content().get(0)).text();
	}

}
