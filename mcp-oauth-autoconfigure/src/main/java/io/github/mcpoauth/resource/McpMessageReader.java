package io.github.mcpoauth.resource;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what messages ask for, and refuses what another parser could take for something
 * else: names that come twice or differ in case only, and text behind the message.
 */
final class McpMessageReader {

	private static final JsonFactory JSON = JsonFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private McpMessageReader() {
	}

	/**
	 * Reads one message, or a batch of them (MCP 2025-03-26).
	 */
	static List<McpMessage> read(String text) throws MalformedMessageException {
		try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
			List<McpMessage> messages = messages(parser, text);
			if (parser.nextToken() != null) {
				throw invalid("There is something behind the message");
			}
			return messages;
		}
		catch (JacksonException ex) {
			throw new MalformedMessageException(MalformedMessageException.PARSE_ERROR,
					"The message is no JSON: " + ex.getOriginalMessage());
		}
	}

	private static List<McpMessage> messages(JsonParser parser, String text) throws MalformedMessageException {
		if (parser.nextToken() != JsonToken.START_ARRAY) {
			return List.of(message(parser, text));
		}
		List<McpMessage> batch = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			batch.add(message(parser, text));
		}
		return batch;
	}

	private static McpMessage message(JsonParser parser, String text) throws MalformedMessageException {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			throw invalid("The message is no JSON-RPC message");
		}
		MessageMembers members = new MessageMembers();
		int start = (int) parser.currentTokenLocation().getCharOffset();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			JsonToken value = parser.nextToken();
			members.read(name, value, parser);
		}
		int end = (int) parser.currentLocation().getCharOffset();
		return members.asMessage(() -> text.substring(start, end));
	}

	static MalformedMessageException invalid(String message) {
		return new MalformedMessageException(MalformedMessageException.INVALID_REQUEST, message);
	}

	static void refuseLookalike(String name, String... known) throws MalformedMessageException {
		for (String candidate : known) {
			if (candidate.equalsIgnoreCase(name) && !candidate.equals(name)) {
				throw invalid("Names are written in lower case: " + candidate);
			}
		}
	}

}
