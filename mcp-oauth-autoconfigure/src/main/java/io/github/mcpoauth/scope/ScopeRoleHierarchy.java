package io.github.mcpoauth.scope;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.core.GrantedAuthority;

/**
 * Makes expressions such as {@code hasAuthority('SCOPE_reports:read')} know a
 * {@link ScopeHierarchy}, for the scopes of the catalog. Thread-safe if its parts are.
 */
public final class ScopeRoleHierarchy implements RoleHierarchy {

	private final Supplier<ScopeHierarchy> hierarchy;

	private final Supplier<ScopeCatalog> catalog;

	/**
	 * Makes a hierarchy of authorities.
	 * @param hierarchy asked when it is needed, since this is needed early
	 * @param catalog the scopes that there are
	 */
	public ScopeRoleHierarchy(Supplier<ScopeHierarchy> hierarchy, Supplier<ScopeCatalog> catalog) {
		this.hierarchy = hierarchy;
		this.catalog = catalog;
	}

	@Override
	public Collection<? extends GrantedAuthority> getReachableGrantedAuthorities(
			Collection<? extends GrantedAuthority> authorities) {
		Set<String> granted = ScopeAuthorities.scopes(authorities);
		List<GrantedAuthority> reachable = new ArrayList<>(authorities);
		if (!granted.isEmpty()) {
			this.catalog.get()
				.supported()
				.stream()
				.filter((scope) -> !granted.contains(scope) && this.hierarchy.get().covers(granted, Set.of(scope)))
				.map(ScopeAuthorities::of)
				.forEach(reachable::add);
		}
		return reachable;
	}

}
