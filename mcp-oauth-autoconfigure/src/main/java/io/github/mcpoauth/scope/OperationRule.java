package io.github.mcpoauth.scope;

import java.util.function.Predicate;

import io.github.mcpoauth.core.Scopes;

/**
 * Scopes that some operations need. Immutable.
 */
public final class OperationRule {

	private final Predicate<McpOperation> matcher;

	private final Scopes scopes;

	private OperationRule(Predicate<McpOperation> matcher, Scopes scopes) {
		this.matcher = matcher;
		this.scopes = scopes;
	}

	/**
	 * A rule for what has a name.
	 * @param target what the operation has to be about
	 * @param name the name of a tool or prompt or the URI of a resource, with {@code *}
	 * for any characters
	 * @param scopes what is needed
	 * @return the rule
	 */
	public static OperationRule ofName(McpOperation.Target target, String name, Scopes scopes) {
		return ofName(target, NamePattern.of(name), scopes);
	}

	static OperationRule ofExactName(McpOperation.Target target, String name, Scopes scopes) {
		return ofName(target, name::equals, scopes);
	}

	/**
	 * A rule for resources of a URI template (RFC 6570).
	 * @param template the template
	 * @param scopes what is needed
	 * @return the rule
	 */
	static OperationRule ofTemplate(String template, Scopes scopes) {
		return ofName(McpOperation.Target.RESOURCE, NamePattern.ofTemplate(template), scopes);
	}

	private static OperationRule ofName(McpOperation.Target target, Predicate<String> name, Scopes scopes) {
		return new OperationRule(
				(operation) -> operation.target() == target && operation.name() != null && name.test(operation.name()),
				scopes);
	}

	/**
	 * A rule for methods.
	 * @param method the JSON-RPC method, with {@code *} for any characters
	 * @param scopes what is needed
	 * @return the rule
	 */
	public static OperationRule ofMethod(String method, Scopes scopes) {
		Predicate<String> pattern = NamePattern.of(method);
		return new OperationRule((operation) -> pattern.test(operation.method()), scopes);
	}

	/**
	 * Whether the rule is about an operation.
	 * @param operation the operation
	 * @return whether its scopes are needed for it
	 */
	public boolean matches(McpOperation operation) {
		return this.matcher.test(operation);
	}

	Scopes scopes() {
		return this.scopes;
	}

}
