package io.github.mcpoauth.bench;

import java.nio.charset.StandardCharsets;

/**
 * Requests as bytes, made once.
 */
final class Http {

	static final String CALL = """
			{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_weather","arguments":{"city":"Paris"}}}""";

	private Http() {
	}

	static byte[] call(int port, String token) {
		return post(port, "/mcp", CALL, "Authorization: Bearer " + token);
	}

	static byte[] callWithoutToken(int port) {
		return post(port, "/mcp", CALL);
	}

	static byte[] post(int port, String path, String json, String... headers) {
		return send(port, path, "application/json", json, headers);
	}

	static byte[] postForm(int port, String path, String form, String... headers) {
		return send(port, path, "application/x-www-form-urlencoded", form, headers);
	}

	private static byte[] send(int port, String path, String type, String body, String... headers) {
		StringBuilder request = start("POST", port, path, headers).append("Content-Type: ").append(type).append("\r\n");
		request.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
		return request.toString().getBytes(StandardCharsets.UTF_8);
	}

	static byte[] get(int port, String path) {
		return start("GET", port, path).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
	}

	private static StringBuilder start(String method, int port, String path, String... headers) {
		StringBuilder request = new StringBuilder().append(method)
			.append(' ')
			.append(path)
			.append(" HTTP/1.1\r\nHost: localhost:")
			.append(port)
			.append("\r\nAccept: application/json, text/event-stream\r\nUser-Agent: bench\r\n");
		for (String header : headers) {
			request.append(header).append("\r\n");
		}
		return request;
	}

}
