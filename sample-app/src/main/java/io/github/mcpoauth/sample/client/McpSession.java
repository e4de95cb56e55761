package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.nimbusds.oauth2.sdk.token.AccessToken;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpSchema;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Talks to the MCP server with the MCP Java SDK. A token goes into the header of each
 * request and nowhere else, and it is read each time: it changes under way.
 */
final class McpSession implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final URI mcp;

	private final Supplier<@Nullable AccessToken> token;

	private final Wire wire;

	private final McpAsyncClient client;

	/**
	 * Creates a session.
	 * @param mcp the URL of the MCP server
	 * @param token says the token of the moment, or {@code null}
	 * @param wire sees the requests
	 */
	McpSession(URI mcp, Supplier<@Nullable AccessToken> token, Wire wire) {
		this.mcp = mcp;
		this.token = token;
		this.wire = wire;
		HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport
			.builder(mcp.resolve("/").toString())
			.endpoint(mcp.getRawPath())
			.connectTimeout(TIMEOUT)
			.httpRequestCustomizer((request, method, uri, body, context) -> authorization()
				.forEach((name, value) -> request.setHeader(name, value)))
			.build();
		this.client = McpClient.async(transport).requestTimeout(TIMEOUT).initializationTimeout(TIMEOUT).build();
	}

	private Map<String, String> authorization() {
		AccessToken token = this.token.get();
		return (token != null) ? Map.of("Authorization", token.toAuthorizationHeader()) : Map.of();
	}

	/** Opens the session, which comes before all else. */
	void open() {
		exchange("initialize", "", this.client.initialize().map((server) -> server.serverInfo().name()));
	}

	List<String> tools() {
		String names = exchange("tools/list", "", this.client.listTools()
			.map((list) -> list.tools().stream().map(McpSchema.Tool::name).sorted().collect(Collectors.joining(" "))));
		return List.of(names.split(" "));
	}

	String call(String tool, Map<String, Object> arguments) {
		return exchange("tools/call", tool,
				this.client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build())
					.map(McpSession::text));
	}

	private static String text(McpSchema.CallToolResult result) {
		String text = result.content()
			.stream()
			.filter(McpSchema.TextContent.class::isInstance)
			.map((content) -> ((McpSchema.TextContent) content).text())
			.collect(Collectors.joining(" "));
		if (Boolean.TRUE.equals(result.isError())) {
			throw new ClientFailure("The tool failed: " + text);
		}
		return text;
	}

	private String exchange(String method, String name, Mono<String> request) {
		Map<String, String> parameters = new LinkedHashMap<>(Map.of("method", method));
		if (!name.isEmpty()) {
			parameters.put("name", name);
		}
		parameters.putAll(authorization());
		this.wire.sent("POST", this.mcp, parameters);
		String result = request.onErrorMap((failure) -> failure(method, failure)).blockOptional().orElse("");
		this.wire.received(200, Map.of("result", result));
		return result;
	}

	/** The SDK wraps what happened to it more than once. */
	private ClientFailure failure(String method, Throwable failure) {
		Throwable reason = failure;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ClientFailure known) {
				return known;
			}
			if (cause instanceof McpHttpClientTransportAuthorizationException refusal) {
				return refused(refusal.getResponseInfo());
			}
			// Below an IOException there are only the insides of the JDK
			reason = (reason instanceof IOException) ? reason : cause;
		}
		return new ClientFailure("No answer to %s from %s: %s".formatted(method, this.mcp, reason), failure);
	}

	private AccessRefused refused(HttpResponse.ResponseInfo response) {
		Challenge challenge = Challenge.of(response.headers());
		this.wire.received(response.statusCode(), challenge.parameters());
		return new AccessRefused(response.statusCode(), challenge);
	}

	@Override
	public void close() {
		this.client.closeGracefully().block();
	}

}
