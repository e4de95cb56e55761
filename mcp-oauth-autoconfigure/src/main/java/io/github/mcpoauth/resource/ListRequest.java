package io.github.mcpoauth.resource;

import java.util.Arrays;
import java.util.Optional;

import io.github.mcpoauth.scope.McpOperation.Target;

/**
 * Methods that list what can be used.
 */
enum ListRequest {

	TOOLS("tools/list", "tools", "name", "tools/call", Target.TOOL),

	PROMPTS("prompts/list", "prompts", "name", "prompts/get", Target.PROMPT),

	RESOURCES("resources/list", "resources", "uri", "resources/read", Target.RESOURCE),

	TEMPLATES("resources/templates/list", "resourceTemplates", "uriTemplate", "resources/read", Target.RESOURCE);

	private final String method;

	private final String member;

	private final String key;

	private final String use;

	private final Target target;

	ListRequest(String method, String member, String key, String use, Target target) {
		this.method = method;
		this.member = member;
		this.key = key;
		this.use = use;
		this.target = target;
	}

	static Optional<ListRequest> of(String method) {
		return Arrays.stream(values()).filter((list) -> list.method.equals(method)).findFirst();
	}

	/**
	 * The member of the result that is the list.
	 */
	String member() {
		return this.member;
	}

	/**
	 * The member of an item that is its name.
	 */
	String key() {
		return this.key;
	}

	/**
	 * The method by which an item is used.
	 */
	String use() {
		return this.use;
	}

	Target target() {
		return this.target;
	}

}
