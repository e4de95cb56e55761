package io.github.mcpoauth.resource;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.springframework.security.core.Authentication;

import io.github.mcpoauth.core.Scopes;
import io.github.mcpoauth.scope.McpOperation;
import io.github.mcpoauth.scope.OperationScopes;
import io.github.mcpoauth.scope.ScopeAuthorities;
import io.github.mcpoauth.scope.ScopeHierarchy;

/**
 * Which scopes messages need beyond those of the endpoint, and whether a caller's are
 * enough. Thread-safe if its parts are.
 *
 * @param hierarchy which scopes include others
 * @param operations all that have a say; what they ask for adds up
 * @param maxMessageSize how many bytes a message may have that has to be read
 * @param listing what lists show
 */
public record ScopeRules(ScopeHierarchy hierarchy, List<OperationScopes> operations, int maxMessageSize,
		ListingMode listing) {

	public ScopeRules {
		operations = List.copyOf(operations);
	}

	/**
	 * Whether no message has to be read.
	 */
	boolean isEmpty() {
		for (OperationScopes rules : this.operations) {
			if (!rules.isEmpty()) {
				return false;
			}
		}
		return true;
	}

	Scopes required(Collection<McpOperation> messages, Authentication caller) {
		Set<String> scopes = new LinkedHashSet<>();
		for (McpOperation operation : messages) {
			this.operations.forEach((rules) -> scopes.addAll(rules.required(operation, caller)));
		}
		return Scopes.of(scopes);
	}

	boolean allow(Authentication caller, Scopes needed) {
		return needed.isEmpty()
				|| this.hierarchy.covers(ScopeAuthorities.scopes(caller.getAuthorities()), needed.asSet());
	}

}
