package io.github.mcpoauth.resource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.ai.mcp.annotation.McpPrompt;
import org.springframework.ai.mcp.annotation.McpResource;
import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.github.mcpoauth.scope.OperationScopes;
import io.github.mcpoauth.scope.RequiresScopes;
import io.github.mcpoauth.support.EchoApplication;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.SpringAiServer;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists of tools, prompts and resources: what each needs, and on request only what the
 * caller may use.
 */
class ListingTests {

	private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":["
			+ "{\"name\":\"open\",\"x\":1.10},{\"name\":\"guarded\"}],\"cacheScope\":\"public\",\"nextCursor\":\"n\"}}";

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void listWhenAllAreShownThenEachToolNamesItsScopes(String protocol) {
		try (SpringAiServer server = springAi(protocol)) {
			JsonNode tools = list(server, "tools/list").path("tools");
			assertThat(names(tools, "name")).containsExactlyInAnyOrder("free", "guarded");
			for (JsonNode tool : tools) {
				boolean guarded = tool.path("name").asString().equals("guarded");
				for (JsonNode holder : List.of(tool, tool.path("_meta"))) {
					assertThat(holder.path("securitySchemes").toString()).isEqualTo(
							guarded ? "[{\"type\":\"oauth2\",\"scopes\":[\"mcp:connect\",\"reports:read\"]}]" : "");
				}
			}
			JsonNode prompts = list(server, "prompts/list").path("prompts");
			assertThat(names(prompts, "name")).containsExactlyInAnyOrder("hello", "summary");
			assertThat(prompts.toString()).doesNotContain("securitySchemes");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void listWhenOnlyAllowedAreShownThenOthersAreLeftOut(String protocol) {
		try (SpringAiServer server = springAi(protocol, "mcp.oauth.tools.listing=allowed")) {
			assertThat(names(list(server, "tools/list").path("tools"), "name")).containsExactly("free");
			assertThat(names(list(server, "prompts/list").path("prompts"), "name")).containsExactly("hello");
			assertThat(names(list(server, "resources/list").path("resources"), "uri")).containsExactly("notes://all");
			assertThat(names(list(server, "resources/templates/list").path("resourceTemplates"), "uriTemplate"))
				.containsExactly("notes://{id}");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "STREAMABLE", "STATELESS" })
	void listWhenCallerHasTheScopesThenAllAreShown(String protocol) {
		try (SpringAiServer server = springAi(protocol, "mcp.oauth.tools.listing=allowed",
				"mcp.oauth.api-keys.alice.scopes=mcp:connect, reports:read")) {
			assertThat(names(list(server, "tools/list").path("tools"), "name")).containsExactlyInAnyOrder("free",
					"guarded");
			assertThat(names(list(server, "resources/templates/list").path("resourceTemplates"), "uriTemplate"))
				.containsExactlyInAnyOrder("notes://{id}", "reports://{id}");
		}
	}

	/** However the application writes its answer. */
	@ParameterizedTest
	@ValueSource(strings = { "bytes", "entity", "stream", "writer", "pieces", "callable", "emitter", "raw-async",
			"events", "crlf-events", "no-length" })
	void listWhenWrittenInAnyWayThenIsFiltered(String way) {
		try (TestServer server = start()) {
			String body = post(server, way, "tools/list", 1).body();
			assertThat(body).contains("\"open\"", "1.10", "\"nextCursor\":\"n\"", "\"cacheScope\":\"private\"")
				.doesNotContain("guarded");
		}
	}

	@Test
	void listWhenOtherEventsComeWithItThenTheyStay() {
		try (TestServer server = start()) {
			assertThat(post(server, "many-events", "tools/list", 1).body()).isEqualTo(": comment\n\n"
					+ "data:{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"tools\":[{\"name\":\"guarded\"}]}}\n\n"
					+ "id:7\nevent:message\ndata:{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"open\",\"x\":1.10}],\"cacheScope\":\"private\",\"nextCursor\":\"n\"}}\n\n"
					+ "data: no json\n\ndata: unfinished");
		}
	}

	/** Only the answer to the request is one. */
	@Test
	void answerWhenItIsAnotherThenStaysAsItIs() {
		try (TestServer server = start()) {
			assertThat(post(server, "bytes", "tools/list", 2).body()).isEqualTo(ANSWER);
			assertThat(post(server, "bytes", "tools/list", "1").body()).isEqualTo(ANSWER);
			assertThat(post(server, "bytes", "ping", 1).body()).isEqualTo(ANSWER);
			assertThat(post(server, "html", "tools/list", 1).body()).isEqualTo("<p>{</p>");
			assertThat(post(server, "html-callable", "tools/list", 1).body()).isEqualTo("<p>{</p>");
			assertThat(post(server, "error", "tools/list", 1).status()).isEqualTo(409);
			assertThat(post(server, "spaced", "tools/list", 2).body()).isEqualTo("{ \"id\" : 1 }");
			assertThat(post(server, "described", "tools/list", 1).body())
				.contains("\"securitySchemes\":[{\"type\":\"noauth\"}]");
			assertThat(post(server, "odd", "tools/list", 1).body()).isEqualTo("{\"id\":1,\"result\":{\"tools\":7}}");
		}
	}

	@Test
	void batchWhenItHasListsThenEachIsFiltered() {
		try (TestServer server = start()) {
			Reply reply = new Http().postJson(server.url("/mcp?way=batch"),
					"[{\"id\":1,\"method\":\"tools/list\"},{\"id\":2,\"method\":\"ping\"}]", "Authorization",
					"Bearer guest");
			assertThat(reply.body())
				.startsWith("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"open\"")
				.endsWith(",{\"id\":2,\"result\":{\"tools\":[{\"name\":\"guarded\"}]}}]");
		}
	}

	/** A rule that looks at arguments must not break the list. */
	@Test
	void listWhenBeanNeedsArgumentsThenToolIsShownAndForbiddenOneIsNot() {
		try (TestServer server = TestServer.start(new Class<?>[] { EchoApplication.class, Lists.class, Rules.class },
				properties("mcp.oauth.tools.guarded=mcp:admin"))) {
			assertThat(post(server, "bean", "tools/list", 1).body())
				.isEqualTo("{\"id\":1,\"result\":{\"tools\":[{\"name\":\"transfer\"}]}}");
		}
	}

	private static String[] properties(String... more) {
		List<String> all = new ArrayList<>(Arrays.asList(EchoApplication.caller("guest", "mcp:connect")));
		all.add("mcp.oauth.resource.scopes=mcp:connect");
		all.add("mcp.oauth.tools.listing=allowed");
		all.add("mcp.oauth.resource.path=/mcp");
		all.addAll(Arrays.asList(more));
		return all.toArray(String[]::new);
	}

	private static TestServer start() {
		return TestServer.start(new Class<?>[] { EchoApplication.class, Lists.class },
				properties("mcp.oauth.tools.guarded=mcp:admin", "mcp.oauth.tools.noted=mcp:connect"));
	}

	private static Reply post(TestServer server, String way, String method, Object id) {
		return new Http().postJson(server.url("/mcp?way=" + way),
				new JsonMapper().writeValueAsString(Map.of("jsonrpc", "2.0", "id", id, "method", method)),
				"Authorization", "Bearer guest");
	}

	private static SpringAiServer springAi(String protocol, String... properties) {
		String[] all = Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "spring.ai.mcp.server.protocol=" + protocol;
		return SpringAiServer.start(List.of(Offers.class), "/mcp", all).login();
	}

	private static JsonNode list(SpringAiServer server, String method) {
		String session = server.post(null, "initialize", Map.of("protocolVersion", "2025-06-18", "capabilities",
				Map.of(), "clientInfo", Map.of("name", "test", "version", "1")))
			.header("Mcp-Session-Id");
		String body = server.post(session, method, Map.of()).body();
		return new JsonMapper().readTree(body.substring(body.indexOf('{'))).path("result");
	}

	private static List<String> names(JsonNode list, String key) {
		List<String> names = new ArrayList<>();
		list.forEach((item) -> names.add(item.path(key).asString()));
		return names;
	}

	static class Offers {

		@McpTool
		String free() {
			return "free";
		}

		@McpTool
		@RequiresScopes("reports:read")
		String guarded() {
			return "guarded";
		}

		@McpPrompt(name = "hello")
		String hello() {
			return "hello";
		}

		@McpPrompt(name = "summary")
		@RequiresScopes("reports:read")
		String summary() {
			return "summary";
		}

		@McpResource(uri = "notes://all", name = "notes")
		String notes() {
			return "notes";
		}

		@McpResource(uri = "reports://all", name = "reports")
		@RequiresScopes("reports:read")
		String reports() {
			return "reports";
		}

		@McpResource(uri = "notes://{id}", name = "note")
		String note(String id) {
			return id;
		}

		@McpResource(uri = "reports://{id}", name = "report")
		@RequiresScopes("reports:read")
		String report(String id) {
			return id;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Rules {

		@Bean
		OperationScopes rules() {
			return (operation, caller) -> switch (String.valueOf(operation.name())) {
				case "transfer" -> operation.arguments().get("amount").equals(1) ? List.of() : List.of("mcp:admin");
				case "forbidden" -> throw new AccessDeniedException("never");
				default -> List.of();
			};
		}

	}

	@RestController
	static class Lists {

		@PostMapping(path = "/mcp", params = "way=bytes", produces = "application/json")
		byte[] bytes(@RequestBody byte[] request) {
			return ANSWER.getBytes();
		}

		@PostMapping(path = "/mcp", params = "way=entity")
		ResponseEntity<String> entity() {
			return ResponseEntity.ok()
				.contentType(MediaType.APPLICATION_JSON)
				.contentLength(ANSWER.length())
				.body(ANSWER);
		}

		@PostMapping(path = "/mcp", params = "way=stream")
		void stream(HttpServletResponse response) throws Exception {
			response.setContentType("application/json");
			response.setHeader("Content-Length", String.valueOf(ANSWER.length()));
			for (byte b : ANSWER.getBytes()) {
				response.getOutputStream().write(b);
			}
			response.getOutputStream().close();
		}

		@PostMapping(path = "/mcp", params = "way=writer")
		void writer(HttpServletResponse response) throws Exception {
			response.setContentType("application/json;charset=UTF-8");
			response.addHeader("content-length", String.valueOf(ANSWER.length()));
			response.getWriter().write(ANSWER);
		}

		@PostMapping(path = "/mcp", params = "way=pieces")
		void pieces(HttpServletResponse response) throws Exception {
			response.setContentType("application/json");
			response.setIntHeader("Content-Length", ANSWER.length());
			for (String piece : ANSWER.split("(?=guarded)")) {
				response.getOutputStream().write(piece.getBytes());
				response.flushBuffer();
			}
		}

		@PostMapping(path = "/mcp", params = "way=no-length")
		void noLength(HttpServletResponse response) throws Exception {
			response.getOutputStream().write(ANSWER.getBytes());
		}

		@PostMapping(path = "/mcp", params = "way=callable", produces = "application/json")
		Callable<String> callable() {
			return () -> ANSWER;
		}

		@PostMapping(path = "/mcp", params = "way=emitter")
		SseEmitter emitter() {
			SseEmitter emitter = new SseEmitter();
			new Thread(() -> {
				try {
					emitter.send(ANSWER);
					emitter.complete();
				}
				catch (Exception ex) {
					emitter.completeWithError(ex);
				}
			}).start();
			return emitter;
		}

		@PostMapping(path = "/mcp", params = "way=raw-async")
		void rawAsync(HttpServletRequest request, HttpServletResponse response) {
			AsyncContext async = request.startAsync(request, response);
			async.start(() -> {
				try {
					async.getResponse().setContentType("application/json");
					async.getResponse().getOutputStream().write(ANSWER.getBytes());
					async.getResponse().flushBuffer();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
				async.complete();
			});
		}

		@PostMapping(path = "/mcp", params = "way=events")
		void events(HttpServletResponse response) throws Exception {
			events(response, "id: 1\nevent: message\ndata: " + ANSWER + "\n\n");
		}

		@PostMapping(path = "/mcp", params = "way=crlf-events")
		void crlfEvents(HttpServletResponse response) throws Exception {
			events(response, "data: " + ANSWER.replace(",\"cacheScope\"", "\r\ndata:,\"cacheScope\"") + "\r\n\r\n");
		}

		@PostMapping(path = "/mcp", params = "way=many-events")
		void manyEvents(HttpServletResponse response) throws Exception {
			events(response, ": comment\n\n"
					+ "data:{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"tools\":[{\"name\":\"guarded\"}]}}\n\n"
					+ "id:7\nevent:message\ndata:" + ANSWER + "\n\ndata: no json\n\ndata: unfinished");
		}

		private static void events(HttpServletResponse response, String events) throws Exception {
			response.setContentType("text/event-stream;charset=UTF-8");
			for (byte b : events.getBytes()) {
				response.getOutputStream().write(b);
				response.getOutputStream().flush();
			}
		}

		@PostMapping(path = "/mcp", params = "way=html")
		void html(HttpServletResponse response) throws Exception {
			response.setContentType("text/html");
			response.getOutputStream().write("<p>{</p>".getBytes());
		}

		@PostMapping(path = "/mcp", params = "way=html-callable", produces = "text/html")
		Callable<String> htmlCallable() {
			return () -> "<p>{</p>";
		}

		@PostMapping(path = "/mcp", params = "way=error")
		void error(HttpServletResponse response) throws Exception {
			response.getOutputStream().write("{".getBytes());
			response.sendError(409);
		}

		@PostMapping(path = "/mcp", params = "way=odd", produces = "application/json")
		String odd() {
			return "{\"id\":1,\"result\":{\"tools\":7}}";
		}

		@PostMapping(path = "/mcp", params = "way=spaced", produces = "application/json")
		String spaced() {
			return "{ \"id\" : 1 }";
		}

		@PostMapping(path = "/mcp", params = "way=described", produces = "application/json")
		String described() {
			return "{\"id\":1,\"result\":{\"tools\":[{\"name\":\"noted\",\"securitySchemes\":[{\"type\":\"noauth\"}]}]}}";
		}

		@PostMapping(path = "/mcp", params = "way=batch", produces = "application/json")
		String batch() {
			return "[" + ANSWER + ",{\"id\":2,\"result\":{\"tools\":[{\"name\":\"guarded\"}]}}]";
		}

		@PostMapping(path = "/mcp", params = "way=bean", produces = "application/json")
		String bean(@RequestParam String way) {
			return "{\"id\":1,\"result\":{\"tools\":[{\"name\":\"transfer\"},{\"name\":\"forbidden\"}]}}";
		}

	}

}
