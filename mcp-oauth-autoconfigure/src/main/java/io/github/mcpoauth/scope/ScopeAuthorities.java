package io.github.mcpoauth.scope;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Scopes as the platform has them among a caller's authorities.
 */
public final class ScopeAuthorities {

	private static final String PREFIX = "SCOPE_";

	private ScopeAuthorities() {
	}

	/**
	 * The authority of a scope.
	 * @param scope the scope token
	 * @return the authority
	 */
	public static GrantedAuthority of(String scope) {
		return new SimpleGrantedAuthority(PREFIX + scope);
	}

	/**
	 * The scopes among authorities, sorted: those of a token are in no order.
	 * @param authorities authorities of any kind
	 * @return the scope tokens
	 */
	public static Set<String> scopes(Collection<? extends GrantedAuthority> authorities) {
		Set<String> scopes = new TreeSet<>();
		for (GrantedAuthority authority : authorities) {
			String name = authority.getAuthority();
			if (name != null && name.startsWith(PREFIX)) {
				scopes.add(name.substring(PREFIX.length()));
			}
		}
		return scopes;
	}

}
