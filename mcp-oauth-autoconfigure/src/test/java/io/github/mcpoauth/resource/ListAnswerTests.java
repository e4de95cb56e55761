package io.github.mcpoauth.resource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.AccessDeniedException;

import io.github.mcpoauth.conformance.Checklist;
import io.github.mcpoauth.scope.OperationScopes;
import io.github.mcpoauth.support.EchoApplication;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists are changed in the answer, however the application writes it, and nothing else
 * is.
 */
class ListAnswerTests {

	private static final String[] PROPERTIES = EchoApplication.properties(Map.of("guest", "mcp:connect"),
			"mcp.oauth.resource.scopes=mcp:connect", "mcp.oauth.tools.listing=allowed", "mcp.oauth.resource.path=/mcp",
			"mcp.oauth.tools.guarded=mcp:admin", "mcp.oauth.tools.noted=mcp:connect",
			"mcp.oauth.methods.[prompts/get].scopes=mcp:admin");

	@RegisterExtension
	static final TestServer server = TestServer.start(new Class<?>[] { EchoApplication.class, ListController.class },
			PROPERTIES);

	/** However the application writes its answer. */
	static final List<String> WAYS = List.of("bytes", "entity", "stream", "writer", "pieces", "callable", "emitter",
			"raw-async", "events", "crlf-events", "chunks-of-events", "no-length", "reset", "reset-buffer",
			"flushed-writer", "closed-writer");

	@Checklist("A27")
	@ParameterizedTest
	@FieldSource("WAYS")
	void listWhenWrittenInAnyWayThenIsFiltered(String way) {
		String body = post(server, way, "tools/list", 1).body();
		assertThat(body).contains("\"open\"", "1.10", "\"nextCursor\":\"n\"", "\"cacheScope\":\"private\"")
			.doesNotContain("guarded");
	}

	/**
	 * What fails behind an answer takes the connection with it (RFC 9112 section 9.3).
	 */
	@ParameterizedTest
	@FieldSource("WAYS")
	void listWhenWrittenInAnyWayThenConnectionGoesOn(String way) {
		String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
		Reply both = RawHttp.send(server.port(), "POST /mcp?way=" + way + " HTTP/1.1", "Host: localhost",
				"Authorization: Bearer guest", "Content-Type: application/json", "Content-Length: " + list.length(), "",
				list, "GET /mcp HTTP/1.1", "Host: localhost");
		assertThat(both.status()).isEqualTo(200);
		assertThat(both.body()).contains("HTTP/1.1 401");
	}

	@Test
	void listWhenApplicationSetsHeadersThenAllButTheLengthStay() {
		Reply reply = post(server, "headers", "tools/list", 1);
		assertThat(reply.headerValues("X-Text")).containsExactly("one", "two");
		assertThat(reply.header("X-Number")).isEqualTo("7");
		assertThat(reply.body()).contains("\"open\"").doesNotContain("guarded");
	}

	/** What the method of use needs, each item needs. */
	@Test
	void listWhenRuleIsForTheMethodOfUseThenItemsNeedIt() {
		assertThat(post(server, "prompts", "prompts/list", 1).body())
			.isEqualTo("{\"id\":1,\"result\":{\"prompts\":[]}}");
	}

	@Test
	void listWhenOtherEventsComeWithItThenTheyStay() {
		assertThat(post(server, "many-events", "tools/list", 1).body()).isEqualTo(": comment\n\n"
				+ "data:{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"tools\":[{\"name\":\"guarded\"}]}}\n\n"
				+ "id:7\nevent:message\ndata:{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"open\",\"x\":1.10}],\"cacheScope\":\"private\",\"nextCursor\":\"n\"}}\n\n"
				+ "data: no json\n\ndata: unfinished");
	}

	/** The end of one event can come with the first byte of a character of the next. */
	@Test
	void eventWhenCutInsideACharacterThenItIsWhole() {
		assertThat(post(server, "cut-events", "tools/list", 1).body()).isEqualTo("data: Oslo\n\nø Tromsø\n\n");
	}

	/** Progress that comes with the result is none. */
	@Test
	void eventWhenApplicationFlushesItThenClientHasItBeforeTheNext() throws Exception {
		HttpRequest list = HttpRequest.newBuilder(URI.create(server.url("/mcp?way=slow-events")))
			.header("Authorization", "Bearer guest")
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"id\":1,\"method\":\"tools/list\"}"))
			.build();
		try (Stream<String> lines = HttpClient.newHttpClient().send(list, HttpResponse.BodyHandlers.ofLines()).body()) {
			Iterator<String> received = lines.iterator();
			assertThat(received.next()).isEqualTo("data: first");
			ListController.FIRST_RECEIVED.release();
			assertThat(received.next()).isEmpty();
			assertThat(received.next()).isEqualTo("data: second");
		}
	}

	/** Only the answer to the request is one. */
	@Test
	void answerWhenItIsAnotherThenStaysAsItIs() {
		assertThat(post(server, "bytes", "tools/list", 2).body()).isEqualTo(ListController.ANSWER);
		assertThat(post(server, "bytes", "tools/list", "1").body()).isEqualTo(ListController.ANSWER);
		assertThat(post(server, "bytes", "ping", 1).body()).isEqualTo(ListController.ANSWER);
		assertThat(post(server, "html", "tools/list", 1).body()).isEqualTo("<p>{</p>");
		assertThat(post(server, "html-callable", "tools/list", 1).body()).isEqualTo("<p>{</p>");
		assertThat(post(server, "error", "tools/list", 1).status()).isEqualTo(409);
		assertThat(post(server, "spaced", "tools/list", 2).body()).isEqualTo("{ \"id\" : 1 }");
		assertThat(post(server, "described", "tools/list", 1).body())
			.contains("\"securitySchemes\":[{\"type\":\"noauth\"}]");
		assertThat(post(server, "odd", "tools/list", 1).body()).isEqualTo("{\"id\":1,\"result\":{\"tools\":7}}");
	}

	@Test
	void batchWhenItHasListsThenEachIsFiltered() {
		Reply reply = new Http().postJson(server.url("/mcp?way=batch"),
				"[{\"id\":1,\"method\":\"tools/list\"},{\"id\":2,\"method\":\"ping\"}]", "Authorization",
				"Bearer guest");
		assertThat(reply.body()).startsWith("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":[{\"name\":\"open\"")
			.endsWith(",{\"id\":2,\"result\":{\"tools\":[{\"name\":\"guarded\"}]}}]");
	}

	/** A rule that looks at arguments must not break the list. */
	@Test
	void listWhenBeanNeedsArgumentsThenToolIsShownAndForbiddenOneIsNot() {
		try (TestServer server = TestServer
			.start(new Class<?>[] { EchoApplication.class, ListController.class, Rules.class }, PROPERTIES)) {
			assertThat(post(server, "bean", "tools/list", 1).body())
				.isEqualTo("{\"id\":1,\"result\":{\"tools\":[{\"name\":\"transfer\"}]}}");
		}
	}

	private static Reply post(TestServer server, String way, String method, Object id) {
		return new Http().postJson(server.url("/mcp?way=" + way),
				new JsonMapper().writeValueAsString(Map.of("jsonrpc", "2.0", "id", id, "method", method)),
				"Authorization", "Bearer guest");
	}

	@Configuration(proxyBeanMethods = false)
	static class Rules {

		@Bean
		OperationScopes rules() {
			return (operation, caller) -> switch (String.valueOf(operation.name())) {
				case "transfer" -> operation.arguments().get("amount").equals(1) ? List.of() : List.of("mcp:admin");
				case "forbidden" -> throw new AccessDeniedException("never");
				case "itself" -> operation.params().get("name").equals("itself") ? List.of("mcp:admin") : List.of();
				default -> List.of();
			};
		}

	}

}
