package io.github.mcpoauth.resource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mock.web.MockHttpServletRequest;

import io.github.mcpoauth.scope.McpOperation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That whoever is let in for what a message says has said the same to the application,
 * which reads the bytes, or the text, with Jackson as it comes: in whatever encoding it
 * finds. It may take either of two equal names, or none.
 */
class McpMessageReaderFuzzTests {

	private static final JsonMapper APPLICATION = new JsonMapper();

	private static final JsonMapper STRICT = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
		.build();

	@DictionaryEntries({ "{\"jsonrpc\":\"2.0\"", "\"id\":1", "\"method\":\"", "\"tools/call\"", "\"prompts/get\"",
			"\"resources/read\"", "\"completion/complete\"", "\"params\":{", "\"name\":\"", "\"uri\":\"a:b\"",
			"\"ref\":{\"name\":\"", "\"type\":\"ref/prompt\"", "\"type\":\"ref/resource\"", "\"arguments\":{",
			"\\u006dethod", "\\ud83d\\ude00", "METHOD", "[{", "}]", "null", "1e400", "\u0000{", "\ufeff", "}{" })
	@FuzzTest
	void readWhenAnyBodyThenRefusedOrAsTheApplicationReadsIt(byte[] body) {
		List<McpMessage> messages;
		try {
			MockHttpServletRequest request = new MockHttpServletRequest("POST", "/mcp");
			request.setContentType("application/json");
			messages = McpMessageReader.read(MessageBody.text(request, body));
		}
		catch (MalformedMessageException ex) {
			assertThat(ex.code()).isIn(MalformedMessageException.PARSE_ERROR, MalformedMessageException.INVALID_REQUEST,
					MalformedMessageException.INVALID_PARAMS);
			return;
		}
		compare(messages, APPLICATION.readTree(body));
		compare(messages, STRICT.readTree(new String(body, StandardCharsets.UTF_8)));
	}

	private static void compare(List<McpMessage> messages, JsonNode seen) {
		List<JsonNode> nodes = new ArrayList<>();
		if (seen.isArray()) {
			seen.forEach(nodes::add);
		}
		else {
			nodes.add(seen);
		}
		assertThat(messages).hasSameSizeAs(nodes);
		for (int i = 0; i < nodes.size(); i++) {
			compare(messages.get(i), nodes.get(i));
		}
	}

	private static void compare(McpMessage message, JsonNode seen) {
		assertThat(seen.isObject()).isTrue();
		JsonNode id = seen.path("id");
		assertThat(message.id() != null).isEqualTo(id.isNumber() || id.isString());
		McpOperation operation = message.operation();
		assertThat(operation != null).isEqualTo(seen.has("method"));
		if (operation == null) {
			return;
		}
		assertThat(operation.method()).isEqualTo(seen.get("method").stringValue());
		JsonNode params = seen.path("params");
		String name = switch (operation.method()) {
			case "tools/call", "prompts/get" -> params.get("name").stringValue();
			case "resources/read", "resources/subscribe", "resources/unsubscribe" -> params.get("uri").stringValue();
			case "completion/complete" -> reference(params.get("ref"), operation.name());
			default -> null;
		};
		assertThat(operation.name()).isEqualTo(name);
		assertThat((Object) APPLICATION.valueToTree(operation.params()))
			.isEqualTo(params.isObject() ? params : APPLICATION.createObjectNode());
	}

	/**
	 * The application goes by the type. A reference that lacks what that names is none.
	 */
	private static String reference(JsonNode reference, String otherwise) {
		JsonNode meant = switch (reference.path("type").asString("")) {
			case "ref/prompt" -> reference.path("name");
			case "ref/resource" -> reference.path("uri");
			default -> reference.path(reference.path("uri").isString() ? "uri" : "name");
		};
		return meant.isString() ? meant.stringValue() : otherwise;
	}

}
