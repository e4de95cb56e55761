package io.github.mcpoauth.scope;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * What an MCP message asks the server to do. Immutable; its parameters are parsed when
 * somebody looks at them.
 */
public final class McpOperation {

	private final String method;

	private final Target target;

	private final @Nullable String name;

	private final Supplier<Map<String, Object>> params;

	/**
	 * Describes an operation.
	 * @param method the JSON-RPC method, such as {@code tools/call}
	 * @param target what the method is about
	 * @param name the name of the tool or prompt or the URI of the resource; {@code null}
	 * if the method is about none
	 * @param params gives the parameters of the message
	 */
	public McpOperation(String method, Target target, @Nullable String name, Supplier<Map<String, Object>> params) {
		this.method = method;
		this.target = target;
		this.name = name;
		this.params = SingletonSupplier.of(params);
	}

	/**
	 * A call of a tool, for tests of rules.
	 * @param name the tool
	 * @param arguments its arguments
	 * @return the operation
	 */
	public static McpOperation toolCall(String name, Map<String, Object> arguments) {
		return new McpOperation("tools/call", Target.TOOL, name, () -> Map.of("name", name, "arguments", arguments));
	}

	/**
	 * The JSON-RPC method.
	 * @return the method, such as {@code tools/call}
	 */
	public String method() {
		return this.method;
	}

	/**
	 * What the operation is about.
	 * @return the kind of thing that {@link #name()} names
	 */
	public Target target() {
		return this.target;
	}

	/**
	 * What the operation is about, as the client spells it.
	 * @return the name of a tool or prompt or the URI of a resource, or {@code null} if
	 * the method is about none
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * The parameters of the message.
	 * @return JSON values as Java has them; empty if there are none
	 */
	public Map<String, Object> params() {
		return this.params.get();
	}

	/**
	 * The arguments for the tool or prompt.
	 * @return JSON values as Java has them; empty if there are none
	 */
	@SuppressWarnings("unchecked")
	public Map<String, Object> arguments() {
		return (params().get("arguments") instanceof Map<?, ?> arguments) ? (Map<String, Object>) arguments : Map.of();
	}

	/**
	 * The operation in words that go into a sentence.
	 */
	@Override
	public String toString() {
		return switch (this.target) {
			case TOOL -> "the tool " + this.name;
			case PROMPT -> "the prompt " + this.name;
			case RESOURCE -> "the resource " + this.name;
			case NONE -> "the method " + this.method;
		};
	}

	/**
	 * What operations can be about.
	 */
	public enum Target {

		/** A tool, by its name. */
		TOOL,

		/** A prompt, by its name. */
		PROMPT,

		/** A resource, by its URI. */
		RESOURCE,

		/** Nothing that has a name. */
		NONE

	}

}
