package io.github.mcpoauth.scope;

import java.util.Collection;

/**
 * Which scopes include others. Replace this bean for a hierarchy of your own.
 * Implementations are thread-safe and fast, for they are asked on every request.
 */
@FunctionalInterface
public interface ScopeHierarchy {

	/**
	 * Whether who has one scope has another by that.
	 * @param granted a scope that a caller has
	 * @param needed a scope that is needed, and is another
	 * @return whether the first includes the second
	 */
	boolean includes(String granted, String needed);

	/**
	 * Whether scopes are enough.
	 * @param granted the scopes that a caller has
	 * @param needed the scopes that are needed
	 * @return whether each needed scope is granted, or included in one that is
	 */
	default boolean covers(Collection<String> granted, Collection<String> needed) {
		return needed.stream()
			.allMatch((scope) -> granted.contains(scope)
					|| granted.stream().anyMatch((broader) -> includes(broader, scope)));
	}

	/**
	 * No scope includes another.
	 * @return the hierarchy
	 */
	static ScopeHierarchy none() {
		return (granted, needed) -> false;
	}

}
