package io.github.mcpoauth.scope;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.security.core.Authentication;

/**
 * Scopes by rules: an operation needs those of every rule that matches. Immutable.
 */
public final class RuledOperationScopes implements OperationScopes {

	private final List<OperationRule> rules;

	/**
	 * Collects rules.
	 * @param rules the rules
	 */
	public RuledOperationScopes(Collection<OperationRule> rules) {
		this.rules = List.copyOf(rules);
	}

	@Override
	public Collection<String> required(McpOperation operation, Authentication caller) {
		Set<String> scopes = new LinkedHashSet<>();
		for (OperationRule rule : this.rules) {
			if (rule.matches(operation)) {
				scopes.addAll(rule.scopes().asSet());
			}
		}
		return scopes;
	}

	@Override
	public Set<String> known() {
		Set<String> scopes = new LinkedHashSet<>();
		this.rules.forEach((rule) -> scopes.addAll(rule.scopes().asSet()));
		return scopes;
	}

	@Override
	public boolean isEmpty() {
		return this.rules.isEmpty();
	}

}
