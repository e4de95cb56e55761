package io.github.mcpoauth.resource;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the answers to list requests among the messages of a response.
 */
final class ListAnswers {

	/** Numbers in schemas stay as they are. */
	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private final Map<String, ListRequest> requests = new HashMap<>();

	private final Listing listing;

	ListAnswers(List<McpMessage> messages, Listing listing) {
		this.listing = listing;
		messages.forEach((message) -> list(message)
			.ifPresent((list) -> this.requests.put(key(JSON.valueToTree(message.id())), list)));
	}

	static boolean areExpectedFor(List<McpMessage> messages) {
		for (McpMessage message : messages) {
			if (list(message).isPresent()) {
				return true;
			}
		}
		return false;
	}

	private static Optional<ListRequest> list(McpMessage message) {
		return (message.operation() != null && message.id() != null) ? ListRequest.of(message.operation().method())
				: Optional.empty();
	}

	/**
	 * Changes the answers in a JSON text.
	 * @return the text to send, or {@code null} if it is no complete JSON
	 */
	byte @Nullable [] rewrite(byte[] json) {
		JsonNode answer;
		try {
			answer = JSON.readTree(json);
		}
		catch (JacksonException ex) {
			return null;
		}
		boolean changed = false;
		for (JsonNode message : answer.isArray() ? answer : List.of(answer)) {
			ListRequest list = this.requests.get(key(message.path("id")));
			if (list != null && message.path("result") instanceof ObjectNode result) {
				this.listing.applyTo(list, result);
				changed = true;
			}
		}
		return changed ? JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8) : json;
	}

	/**
	 * A number and a text with its digits are two identifiers.
	 */
	private static String key(JsonNode id) {
		return id.toString();
	}

}
