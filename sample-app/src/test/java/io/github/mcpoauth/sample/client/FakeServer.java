package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.nimbusds.oauth2.sdk.util.MultivaluedMapUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An MCP server and its authorization server, which do what they should unless a test
 * changes a document, or an answer. Nobody is asked to log in.
 */
final class FakeServer implements AutoCloseable {

	static final String TOKEN = "a-token-for-tests";

	final Map<String, Object> resource = new HashMap<>();

	final Map<String, Object> metadata = new HashMap<>();

	/** What an answer to an authorization request adds to the code or takes away. */
	final Map<String, String> answer = new LinkedHashMap<>();

	/** What is written behind the answer. */
	String answerAddition = "";

	/** What is answered at a path, instead of what should be. */
	final Map<String, Integer> statuses = new HashMap<>();

	final List<String> requests = new CopyOnWriteArrayList<>();

	final List<Map<String, String>> authorizations = new CopyOnWriteArrayList<>();

	final List<Map<String, String>> tokenRequests = new CopyOnWriteArrayList<>();

	final List<JsonNode> registrations = new CopyOnWriteArrayList<>();

	String challenge;

	/** Whether it asks for a token. */
	boolean guarded = true;

	List<String> tools = List.of("whoami", "get_weather");

	final List<String> calls = new CopyOnWriteArrayList<>();

	/** What a tool needs, said at each call as often as it is in the list. */
	final List<String> refusals = new ArrayList<>();

	private final JsonMapper json = new JsonMapper();

	private final HttpServer server;

	FakeServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.challenge = "Bearer resource_metadata=\"%s\", scope=\"base\"".formatted(at("/prm"));
		this.resource.putAll(Map.of("resource", at("/mcp").toString(), "authorization_servers", List.of(issuer())));
		this.metadata.putAll(Map.of("issuer", issuer(), "authorization_endpoint", at("/authorize").toString(),
				"token_endpoint", at("/token").toString(), "registration_endpoint", at("/register").toString(),
				"revocation_endpoint", at("/revoke").toString(), "response_types_supported", List.of("code"),
				"code_challenge_methods_supported", List.of("S256"), "authorization_response_iss_parameter_supported",
				true));
		this.answer.put("iss", issuer());
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	URI at(String path) {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + path);
	}

	String issuer() {
		return at("").toString();
	}

	private Answer answer(Request request) {
		String path = request.path();
		if (this.statuses.containsKey(path)) {
			return new Answer(this.statuses.get(path), Map.of(), "");
		}
		if (path.contains("/oauth-authorization-server") || path.contains("/openid-configuration")) {
			return new Answer(200, Map.of(), this.json.writeValueAsString(this.metadata));
		}
		if (path.contains("/oauth-protected-resource") || path.equals("/prm")) {
			return new Answer(200, Map.of(), this.json.writeValueAsString(this.resource));
		}
		return switch (path) {
			case "/mcp" -> mcp(request);
			case "/authorize" -> authorize(request);
			case "/register" -> register(request);
			case "/token" -> token(request);
			case "/revoke" -> new Answer(200, Map.of(), "");
			default -> new Answer(404, Map.of(), "");
		};
	}

	private Answer mcp(Request request) {
		if (request.body().isEmpty()) {
			return new Answer(405, Map.of(), "");
		}
		if (this.guarded && !("Bearer " + TOKEN).equals(request.authorization())) {
			return new Answer(401, Map.of("WWW-Authenticate", this.challenge), "");
		}
		JsonNode message = this.json.readTree(request.body());
		String method = message.path("method").asString();
		String tool = message.path("params").path("name").asString();
		if (method.equals("tools/call")) {
			this.calls.add(tool);
		}
		if (tool.equals("get_weather") && !this.refusals.isEmpty()) {
			return new Answer(403,
					Map.of("WWW-Authenticate",
							"Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(this.refusals.remove(0))),
					"");
		}
		if (method.startsWith("notifications/")) {
			return new Answer(202, Map.of(), "");
		}
		return new Answer(200, Map.of(), this.json.writeValueAsString(
				Map.of("jsonrpc", "2.0", "id", message.path("id").asString(), "result", result(method))));
	}

	private Map<String, Object> result(String method) {
		return switch (method) {
			case "initialize" -> Map.of("protocolVersion", "2025-06-18", "capabilities", Map.of("tools", Map.of()),
					"serverInfo", Map.of("name", "fake", "version", "1"));
			case "tools/list" -> Map.of("tools",
					this.tools.stream()
						.map((name) -> Map.of("name", name, "inputSchema", Map.of("type", "object")))
						.toList());
			default -> Map.of("content", List.of(Map.of("type", "text", "text", "done")));
		};
	}

	private Answer authorize(Request request) {
		Map<String, String> parameters = request.query();
		this.authorizations.add(parameters);
		Map<String, String> response = new LinkedHashMap<>(
				Map.of("code", "a-code-for-tests", "state", parameters.get("state")));
		response.putAll(this.answer);
		response.values().removeIf(String::isEmpty);
		Map<String, List<String>> query = new LinkedHashMap<>();
		response.forEach((name, value) -> query.put(name, List.of(value)));
		return new Answer(302, Map.of("Location",
				parameters.get("redirect_uri") + "?" + URLUtils.serializeParameters(query) + this.answerAddition), "");
	}

	private Answer register(Request request) {
		this.registrations.add(this.json.readTree(request.body()));
		return new Answer(201, Map.of(), "{\"client_id\":\"registered\"}");
	}

	private Answer token(Request request) {
		Map<String, String> parameters = single(request.body());
		this.tokenRequests.add(parameters);
		Map<String, String> response = new HashMap<>(Map.of("access_token", TOKEN, "token_type", "Bearer"));
		if (!"refresh_token".equals(parameters.get("grant_type"))) {
			response.put("refresh_token", "a-refresh-token");
		}
		return new Answer(200, Map.of(), this.json.writeValueAsString(response));
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Request request = Request.of(exchange);
			this.requests.add(request.path());
			send(exchange, answer(request));
		}
	}

	private static void send(HttpExchange exchange, Answer answer) throws IOException {
		byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		answer.headers().forEach(exchange.getResponseHeaders()::set);
		exchange.sendResponseHeaders(answer.status(), (body.length > 0) ? body.length : -1);
		if (body.length > 0) {
			try (OutputStream stream = exchange.getResponseBody()) {
				stream.write(body);
			}
		}
	}

	static Map<String, String> single(String form) {
		return MultivaluedMapUtils.toSingleValuedMap(URLUtils.parseParameters(form));
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private record Request(String path, Map<String, String> query, String authorization, String body) {

		static Request of(HttpExchange exchange) throws IOException {
			return new Request(exchange.getRequestURI().getPath(), single(exchange.getRequestURI().getRawQuery()),
					String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		}

	}

	private record Answer(int status, Map<String, String> headers, String body) {
	}

}
