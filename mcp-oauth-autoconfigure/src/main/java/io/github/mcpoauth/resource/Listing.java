package io.github.mcpoauth.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.scope.McpOperation;
import io.github.mcpoauth.scope.McpOperation.Target;

/**
 * What a list says about scopes to one caller: each tool names those that it needs, and
 * what the caller may not use is left out if that is asked for. It is for orientation and
 * protects nothing.
 */
final class Listing {

	private static final Log logger = LogFactory.getLog(Listing.class);

	private final ScopeRules rules;

	private final Scopes required;

	private final Authentication caller;

	private final boolean restricted;

	Listing(ScopeRules rules, Scopes required, Authentication caller) {
		this.rules = rules;
		this.required = required;
		this.caller = caller;
		this.restricted = rules.listing() == ListingMode.ALLOWED;
	}

	/**
	 * Changes the result of a request.
	 * @param list what was asked for
	 * @param result the result, changed in place
	 */
	void applyTo(ListRequest list, ObjectNode result) {
		if (!result.path(list.member()).isArray()) {
			return;
		}
		List<JsonNode> allowed = new ArrayList<>();
		for (JsonNode item : result.path(list.member())) {
			Scopes needed = needed(list, item);
			if (needed != null && !needed.isEmpty() && list.target() == Target.TOOL) {
				publish((ObjectNode) item, this.required.plus(needed));
			}
			if (!this.restricted || (needed != null && this.rules.allow(this.caller, needed))) {
				allowed.add(item);
			}
		}
		result.putArray(list.member()).addAll(allowed);
		if (this.restricted && result.has("cacheScope")) {
			result.put("cacheScope", "private");
		}
	}

	/**
	 * The scopes that an item needs, or {@code null} if no scope would help.
	 */
	private @Nullable Scopes needed(ListRequest list, JsonNode item) {
		String name = item.path(list.key()).asString("");
		McpOperation operation = new McpOperation(list.use(), list.target(), name, () -> Map.of(list.key(), name));
		try {
			return this.rules.required(List.of(operation), this.caller);
		}
		catch (AccessDeniedException ex) {
			return null;
		}
		catch (RuntimeException ex) { // of rules that need arguments
			logger.debug("What " + operation + " needs can't be told without arguments", ex);
			return Scopes.none();
		}
	}

	/**
	 * As clients read it that ask for consent before they call (the Apps SDK of ChatGPT).
	 */
	private static void publish(ObjectNode tool, Scopes needed) {
		if (!tool.has("securitySchemes")) {
			describe(tool, needed);
		}
		if (!tool.path("_meta").has("securitySchemes")) {
			describe(tool.withObject("_meta"), needed);
		}
	}

	private static void describe(ObjectNode node, Scopes needed) {
		ObjectNode scheme = node.putArray("securitySchemes").addObject().put("type", "oauth2");
		needed.asSet().forEach(scheme.putArray("scopes")::add);
	}

}
