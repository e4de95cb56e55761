package io.github.mcpoauth.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.mcpoauth.core.Scopes;

/**
 * A hierarchy of rules like {@code mcp:admin > mcp:write > mcp:read}: a scope includes
 * what stands behind it, and what that includes. Behind a {@code >}, an asterisk stands
 * for any characters: {@code mcp:admin > mcp:*}. In front of one it is only a character.
 * Immutable.
 */
public final class FixedScopeHierarchy implements ScopeHierarchy {

	private final Map<String, Predicate<String>> included = new LinkedHashMap<>();

	/**
	 * Reads the rules.
	 * @param rules each two scopes or more with {@code >} between them
	 * @throws IllegalArgumentException if one of them is none, or two scopes include each
	 * other; the message says which
	 */
	public FixedScopeHierarchy(Collection<String> rules) {
		Map<String, Set<String>> direct = new LinkedHashMap<>();
		rules.forEach((rule) -> read(rule, direct));
		direct.keySet().forEach((scope) -> {
			Set<String> reached = new LinkedHashSet<>();
			reach(scope, direct, reached);
			if (reached.contains(scope) && scope.indexOf('*') < 0) {
				throw new IllegalArgumentException(scope + " would include itself");
			}
			List<Predicate<String>> patterns = reached.stream().map(NamePattern::of).toList();
			this.included.put(scope, (needed) -> patterns.stream().anyMatch((pattern) -> pattern.test(needed)));
		});
	}

	private static void read(String rule, Map<String, Set<String>> direct) {
		List<String> scopes = new ArrayList<>();
		for (String scope : rule.split(">", -1)) {
			if (!Scopes.isToken(scope.strip())) {
				throw new IllegalArgumentException("'" + rule + "' is not of the form mcp:write > mcp:read");
			}
			scopes.add(scope.strip());
		}
		if (scopes.size() < 2) {
			throw new IllegalArgumentException("'" + rule + "' includes nothing");
		}
		for (int i = 1; i < scopes.size(); i++) {
			direct.computeIfAbsent(scopes.get(i - 1), (scope) -> new LinkedHashSet<>()).add(scopes.get(i));
		}
	}

	/**
	 * Collects what a scope includes, also by way of scopes that a pattern stands for.
	 */
	private static void reach(String scope, Map<String, Set<String>> direct, Set<String> reached) {
		for (String next : direct.getOrDefault(scope, Set.of())) {
			if (reached.add(next)) {
				direct.keySet().stream().filter(NamePattern.of(next)).forEach((other) -> reach(other, direct, reached));
			}
		}
	}

	@Override
	public boolean includes(String granted, String needed) {
		Predicate<String> included = this.included.get(granted);
		return included != null && included.test(needed);
	}

}
