package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.resource.ListingMode;
import io.github.mcpoauth.scope.FixedScopeHierarchy;
import io.github.mcpoauth.scope.McpOperation.Target;
import io.github.mcpoauth.scope.OperationRule;
import io.github.mcpoauth.scope.RuledOperationScopes;
import io.github.mcpoauth.scope.ScopeHierarchy;

/**
 * Maps the properties of what operations need, and refuses values that can't be meant.
 */
final class OperationPropertiesMapper {

	private static final String LISTING = "listing";

	private final OperationProperties properties;

	OperationPropertiesMapper(OperationProperties properties) {
		this.properties = properties;
	}

	ScopeHierarchy asScopeHierarchy() {
		List<String> rules = this.properties.scopeHierarchy();
		try {
			return rules.isEmpty() ? ScopeHierarchy.none() : new FixedScopeHierarchy(rules);
		}
		catch (IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException("mcp.oauth.scope-hierarchy", rules, ex.getMessage(),
					"Write the broader scope first: mcp:admin > mcp:write > mcp:read");
		}
	}

	RuledOperationScopes asOperationScopes() {
		List<OperationRule> rules = new ArrayList<>();
		add("tools", tools(), (name, scopes) -> OperationRule.ofName(Target.TOOL, name, scopes), rules);
		add("prompts", this.properties.prompts(), (name, scopes) -> OperationRule.ofName(Target.PROMPT, name, scopes),
				rules);
		add("resource-uris", this.properties.resourceUris(),
				(name, scopes) -> OperationRule.ofName(Target.RESOURCE, name, scopes), rules);
		add("methods", this.properties.methods(), OperationRule::ofMethod, rules);
		return new RuledOperationScopes(rules);
	}

	/**
	 * Names of tools, and patterns of names.
	 */
	Set<String> toolNames() {
		return tools().keySet();
	}

	private Map<String, OperationProperties.Operation> tools() {
		Map<String, OperationProperties.Operation> tools = new LinkedHashMap<>(this.properties.tools());
		tools.remove(LISTING);
		return tools;
	}

	private static void add(String kind, Map<String, OperationProperties.Operation> operations,
			BiFunction<String, Scopes, OperationRule> rule, List<OperationRule> rules) {
		operations.forEach((name, operation) -> {
			String property = "mcp.oauth." + kind + "." + name + ".scopes";
			Scopes scopes = McpOAuthPropertiesMapper.scopes(property, operation.scopes());
			if (scopes.isEmpty()) {
				throw new McpOAuthConfigurationException(property, null, "then nothing is needed",
						"List the scopes, or leave the entry out");
			}
			rules.add(rule.apply(name, scopes));
		});
	}

	/**
	 * The one setting among the names of tools.
	 */
	ListingMode asListingMode() {
		OperationProperties.Operation listing = this.properties.tools().get(LISTING);
		if (listing == null) {
			return ListingMode.ALL;
		}
		String value = String.join(",", listing.scopes());
		return Arrays.stream(ListingMode.values())
			.filter((mode) -> mode.name().equalsIgnoreCase(value))
			.findFirst()
			.orElseThrow(() -> new McpOAuthConfigurationException("mcp.oauth.tools.listing", value,
					"lists show 'all' or what is 'allowed'",
					"Choose one of them. For a tool of this name, use @RequiresScopes or the pattern '*listing'"));
	}

	int asMaxMessageSize() {
		long bytes = this.properties.maxMessageSize().toBytes();
		if (bytes < 1 || bytes >= Integer.MAX_VALUE) {
			throw new McpOAuthConfigurationException("mcp.oauth.max-message-size", this.properties.maxMessageSize(),
					"no message would fit, or none be too large", "Write a size such as 4MB");
		}
		return (int) bytes;
	}

}
