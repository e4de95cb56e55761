package io.github.mcpoauth.resource;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.scope.McpOperation;
import io.github.mcpoauth.scope.McpOperation.Target;

/**
 * The members of one message while it is read.
 */
final class MessageMembers {

	private static final JsonMapper JSON = new JsonMapper();

	private @Nullable Object id;

	private @Nullable String method;

	private @Nullable String name;

	private @Nullable String uri;

	private @Nullable String referenceName;

	private @Nullable String referenceUri;

	void read(String member, JsonToken value, JsonParser parser) throws MalformedMessageException {
		switch (member) {
			case "id" -> this.id = id(value, parser);
			case "method" -> {
				this.method = text(value, parser);
				if (this.method == null) {
					throw McpMessageReader.invalid("The method is no text");
				}
			}
			case "params" -> readParams(value, parser);
			default -> {
				McpMessageReader.refuseLookalike(member, "id", "method", "params");
				parser.skipChildren();
			}
		}
	}

	private void readParams(JsonToken value, JsonParser parser) throws MalformedMessageException {
		if (value != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return;
		}
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String param = parser.currentName();
			JsonToken token = parser.nextToken();
			switch (param) {
				case "name" -> this.name = text(token, parser);
				case "uri" -> this.uri = text(token, parser);
				case "ref" -> readReference(token, parser);
				default -> {
					McpMessageReader.refuseLookalike(param, "name", "uri", "ref", "arguments");
					parser.skipChildren();
				}
			}
		}
	}

	private void readReference(JsonToken value, JsonParser parser) throws MalformedMessageException {
		if (value != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return;
		}
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String member = parser.currentName();
			JsonToken token = parser.nextToken();
			switch (member) {
				case "name" -> this.referenceName = text(token, parser);
				case "uri" -> this.referenceUri = text(token, parser);
				default -> {
					McpMessageReader.refuseLookalike(member, "name", "uri");
					parser.skipChildren();
				}
			}
		}
	}

	private static @Nullable String text(JsonToken value, JsonParser parser) {
		if (value == JsonToken.VALUE_STRING) {
			return parser.getString();
		}
		parser.skipChildren();
		return null;
	}

	private static @Nullable Object id(JsonToken value, JsonParser parser) {
		if (value.isNumeric()) {
			return parser.getNumberValue();
		}
		return text(value, parser);
	}

	/**
	 * What was read, when all of it was.
	 * @param text gives the message itself
	 */
	McpMessage asMessage(Supplier<String> text) throws MalformedMessageException {
		return new McpMessage(this.id, (this.method != null) ? operation(this.method, text) : null);
	}

	private McpOperation operation(String method, Supplier<String> text) throws MalformedMessageException {
		return switch (method) {
			case "tools/call" -> named(method, Target.TOOL, this.name, text);
			case "prompts/get" -> named(method, Target.PROMPT, this.name, text);
			case "resources/read", "resources/subscribe", "resources/unsubscribe" ->
				named(method, Target.RESOURCE, this.uri, text);
			case "completion/complete" -> completion(method, text);
			default -> new McpOperation(method, Target.NONE, null, () -> params(text.get()));
		};
	}

	/** One with both would be a resource here, and by its type a prompt elsewhere. */
	private McpOperation completion(String method, Supplier<String> text) throws MalformedMessageException {
		if (this.referenceName != null && this.referenceUri != null) {
			throw McpMessageReader.invalid("The ref names a prompt and a resource");
		}
		return (this.referenceUri != null) ? named(method, Target.RESOURCE, this.referenceUri, text)
				: named(method, Target.PROMPT, this.referenceName, text);
	}

	private static McpOperation named(String method, Target target, @Nullable String name, Supplier<String> text)
			throws MalformedMessageException {
		if (name == null) {
			throw new MalformedMessageException(MalformedMessageException.INVALID_PARAMS,
					"The parameters of " + method + " do not say which " + target.name().toLowerCase(Locale.ROOT));
		}
		return new McpOperation(method, target, name, () -> params(text.get()));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> params(String message) {
		return (JSON.readValue(message, Map.class).get("params") instanceof Map<?, ?> params)
				? (Map<String, Object>) params : Map.of();
	}

}
